#pragma once

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "desk/problem.h"
#include "site/context.h"
#include "site/html.h"
#include "site/visit.h"

namespace dateline::site {

/// A page of the desk. `editor` is nullptr where nobody is signed in; `sheet` is one of assets.cc.
Html desk_framed(const Context& context, const Editor* editor, std::string_view title, const Html& main,
                 std::string_view sheet = "desk.css");

/// A page with one sentence, for what cannot be done.
net::Response desk_message(const Context& context, const Editor* editor, int status, std::string_view title,
                           std::string_view text);
/// What a failed change is answered with, by its code.
net::Response desk_failure(const Context& context, const Editor& editor, const Error& error);

/// The hidden field that every form of the desk carries.
Html csrf_field(const Editor& editor);

/// The keys of a page and what they do. Hidden until desk.js makes them work: it presses what has the key as its
/// aria-keyshortcuts, and moves through elements with data-row.
Html key_line(const Catalogue& texts, std::initializer_list<std::pair<std::string_view, std::string_view>> keys);

/// What does not work without a mail server, and how to set one up.
Html no_mail_note(const Catalogue& texts);

/// Problems above a form, each leading to its field; and the one beside a field.
Html problem_summary(const Catalogue& texts, const std::vector<desk::Problem>& problems, std::string_view lead);
Html problem_beside(const Catalogue& texts, const std::vector<desk::Problem>& problems, std::string_view field);

}  // namespace dateline::site
