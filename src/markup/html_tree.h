#pragma once
// Inside markup/: what a Document owns.

#include "markup/html.h"
#include "markup/html_arena.h"

namespace dateline::markup {

struct Document::Tree {
  Arena arena;
  Node* top = nullptr;
  Node* root = nullptr;
};

}  // namespace dateline::markup
