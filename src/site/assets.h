#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "net/http_server.h"
#include "site/html.h"
#include "site/visit.h"

namespace dateline::site {

/// The address of a style sheet, script or typeface in the binary: /assets/HASH/NAME. One hash over all of them, so
/// that the style sheet can name the typefaces beside it; it changes with any of them, hence browsers keep them for
/// good. Aborts for a name that is not embedded.
Href asset_path(std::string_view name);

/// What an embedded file says. Aborts like asset_path().
std::string_view asset_text(std::string_view name);
/// By the end of its name: style sheet, script, picture or typeface.
std::string asset_type(std::string_view name);
/// An embedded file at an address of its own, for those who ask for it by that name. Aborts as asset_path() does.
net::Response root_asset(std::string_view name);

Result<net::Response> asset(const Context&, const Visit& visit);
Result<net::Response> favicon(const Context&, const Visit& visit);

}  // namespace dateline::site
