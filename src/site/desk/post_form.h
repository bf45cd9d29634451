#pragma once

#include <string>
#include <vector>

#include "desk/picture.h"
#include "desk/post.h"
#include "desk/problem.h"
#include "net/http_server.h"
#include "site/context.h"
#include "site/html.h"
#include "site/visit.h"

namespace dateline::site {

/// A post in its form: as saved, as somebody just typed it, or typed with what is wrong about it.
struct PostForm {
  desk::Post post;                        ///< `state` is as saved: what is typed changes it only when it is taken.
  std::vector<desk::Picture> pictures{};  ///< picture_choices().
  std::vector<desk::Problem> problems{};
  std::string lead{};  ///< Above the problems.
  std::string notice{};
  std::string reason{};  ///< For withdrawing it, as typed.
  bool preview = false;  ///< The article as it would look, below the form.
};

net::Response post_form_page(const Context& context, const Editor& editor, int status, const PostForm& form);

/// `post` with what came in the form; all but its picture (typed_picture()), its state, and what is the newsroom's to
/// set.
desk::Post typed_post(desk::Post post, const net::Form& form);

/// "published", by word and colour.
Html state_mark(const Catalogue& texts, desk::Post::State state);

}  // namespace dateline::site
