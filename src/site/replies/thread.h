#pragma once

#include <optional>
#include <string>
#include <vector>

#include "desk/reply.h"
#include "site/catalogue.h"
#include "site/html.h"

namespace dateline::site {

/// A reply in its place, `depth` 1 for the top level, at most desk::kMaxReplyDepth: what lies deeper stands at that
/// depth, after what it answers.
struct ThreadedReply {
  const desk::PublicReply* reply;
  int depth;
};
/// In reading order. A reply whose parent is not there stands at the top level. No recursion; any input ends.
std::vector<ThreadedReply> thread_of(const std::vector<desk::PublicReply>& replies);

struct ThreadView {
  article::ArticleId article;
  std::vector<desk::PublicReply> replies;  ///< Oldest first.
  bool open = true;                        ///< "Reply" links are offered.
  std::string own_state;                   ///< Said beside the reply that is `awaiting`.
};
Html reply_thread(const Catalogue& texts, const ThreadView& view);

}  // namespace dateline::site
