#include "CFormats.h"

#include <stdlib.h>
#include <yaml.h>

struct yaml_reader {
  yaml_parser_t parser;
  yaml_event_t event;
  int has_event;
};

uintptr_t lrviz_yaml_new(const void *bytes, size_t count) {
  struct yaml_reader *reader = calloc(1, sizeof *reader);
  if (!reader) return 0;
  if (!yaml_parser_initialize(&reader->parser)) {
    free(reader);
    return 0;
  }
  yaml_parser_set_input_string(&reader->parser, bytes, count);
  return (uintptr_t)reader;
}

static void forget_event(struct yaml_reader *reader) {
  if (reader->has_event) yaml_event_delete(&reader->event);
  reader->has_event = 0;
}

void lrviz_yaml_free(uintptr_t handle) {
  struct yaml_reader *reader = (struct yaml_reader *)handle;
  forget_event(reader);
  yaml_parser_delete(&reader->parser);
  free(reader);
}

static void take_scalar(const yaml_event_t *event, struct lrviz_yaml_event *out) {
  out->kind = LRVIZ_YAML_SCALAR;
  out->text = (const char *)event->data.scalar.value;
  out->length = event->data.scalar.length;
  out->anchor = (const char *)event->data.scalar.anchor;
  out->tag = (const char *)event->data.scalar.tag;
  out->is_plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
}

struct lrviz_yaml_event lrviz_yaml_next(uintptr_t handle) {
  struct yaml_reader *reader = (struct yaml_reader *)handle;
  struct lrviz_yaml_event out = {.kind = LRVIZ_YAML_OTHER};
  forget_event(reader);
  if (!yaml_parser_parse(&reader->parser, &reader->event)) {
    out.kind = LRVIZ_YAML_ERROR;
    out.text = reader->parser.problem;
    out.line = reader->parser.problem_mark.line;
    out.column = reader->parser.problem_mark.column;
    return out;
  }
  reader->has_event = 1;
  const yaml_event_t *event = &reader->event;
  out.line = event->start_mark.line;
  out.column = event->start_mark.column;
  switch (event->type) {
  case YAML_SCALAR_EVENT: take_scalar(event, &out); break;
  case YAML_ALIAS_EVENT:
    out.kind = LRVIZ_YAML_ALIAS;
    out.anchor = (const char *)event->data.alias.anchor;
    break;
  case YAML_MAPPING_START_EVENT:
    out.kind = LRVIZ_YAML_MAP;
    out.anchor = (const char *)event->data.mapping_start.anchor;
    out.tag = (const char *)event->data.mapping_start.tag;
    break;
  case YAML_SEQUENCE_START_EVENT:
    out.kind = LRVIZ_YAML_LIST;
    out.anchor = (const char *)event->data.sequence_start.anchor;
    break;
  case YAML_MAPPING_END_EVENT:
  case YAML_SEQUENCE_END_EVENT: out.kind = LRVIZ_YAML_END; break;
  case YAML_STREAM_END_EVENT: out.kind = LRVIZ_YAML_DONE; break;
  case YAML_DOCUMENT_END_EVENT: out.kind = LRVIZ_YAML_DOCUMENT_END; break;
  default: break;
  }
  return out;
}
