#define _GNU_SOURCE
#include "reply.h"

#include <string.h>
#include <strings.h>

/* The number at `text`, in decimal, up to the first byte that is no digit. */
static int64_t number(const uint8_t *text, const uint8_t *end) {
  int64_t value = 0;
  while (text < end && *text >= '0' && *text <= '9') value = value * 10 + (*text++ - '0');
  return value;
}

static int64_t http(const uint8_t *bytes, size_t length, int *refused) {
  const uint8_t *head = memmem(bytes, length, "\r\n\r\n", 4);
  if (!head) return length > 65536 ? REPLY_BROKEN : REPLY_OPEN;
  if (memcmp(bytes, "HTTP/1.1 ", 9) != 0) return REPLY_BROKEN;
  if (bytes[9] != '2') *refused = 1;
  size_t head_length = (size_t)(head - bytes) + 4;
  static const char name[] = "\r\ncontent-length:";
  for (const uint8_t *line = bytes; line < head;) {
    const uint8_t *next = memmem(line + 2, head_length - (size_t)(line - bytes) - 2, "\r\n", 2);
    if (strncasecmp((const char *)line, name, sizeof name - 1) == 0) {
      const uint8_t *value = line + sizeof name - 1;
      while (*value == ' ') value++;
      return (int64_t)head_length + number(value, head);
    }
    if (!next) break;
    line = next;
  }
  return REPLY_BROKEN;
}

static int64_t resp(const uint8_t *bytes, size_t length, int *refused) {
  const uint8_t *line = memmem(bytes, length, "\r\n", 2);
  if (!line) return REPLY_OPEN;
  int64_t line_length = line - bytes + 2;
  switch (bytes[0]) {
    case '+':
    case ':':
      return line_length;
    case '$':
      if (bytes[1] == '-') {
        *refused = 1;
        return line_length;
      }
      return line_length + number(bytes + 1, line) + 2;
    case '-':
      *refused = 1;
      return line_length;
    default:
      return REPLY_BROKEN;
  }
}

static int64_t postgres(const uint8_t *bytes, size_t length, int *refused) {
  size_t at = 0;
  while (at + 5 <= length) {
    const uint8_t *head = bytes + at;
    size_t body = (size_t)head[1] << 24 | (size_t)head[2] << 16 | (size_t)head[3] << 8 | head[4];
    if (body < 4 || body > 1u << 30) return REPLY_BROKEN;
    if (head[0] == 'E') *refused = 1;
    at += 1 + body;
    if (head[0] == 'Z') return (int64_t)at;
  }
  return REPLY_OPEN;
}

int64_t reply_length(
  enum load_protocol protocol, const uint8_t *bytes, size_t length, size_t echo, int *refused
) {
  if (length == 0) return REPLY_OPEN;
  switch (protocol) {
    case LOAD_ECHO:
      return (int64_t)echo;
    case LOAD_HTTP:
      return http(bytes, length, refused);
    case LOAD_RESP:
      return resp(bytes, length, refused);
    case LOAD_POSTGRES:
      return postgres(bytes, length, refused);
  }
  return REPLY_BROKEN;
}
