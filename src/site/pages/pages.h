#pragma once
// The pages that readers see. One file each.

#include <string_view>

#include "base/result.h"
#include "net/http_server.h"
#include "site/visit.h"

namespace dateline::site {

Result<net::Response> front_page(const Context&, const Visit&);    // /
Result<net::Response> section_page(const Context&, const Visit&);  // /section/*
Result<net::Response> story_page(const Context&, const Visit&);    // /story/*
Result<net::Response> article_page(const Context&, const Visit&);  // /article/*
Result<net::Response> search_page(const Context&, const Visit&);   // /search
Result<net::Response> health(const Context&, const Visit&);        // /healthz
Result<net::Response> embed_bar(const Context&, const Visit&);     // /embed/bar?theme=&lang=

/// A page that says what went wrong and where to go on.
net::Response error_page(const Context&, int status, std::string_view headline, std::string_view text);

}  // namespace dateline::site
