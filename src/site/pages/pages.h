#pragma once
// The pages that readers see. One file each.

#include <string_view>

#include "base/result.h"
#include "net/http_server.h"
#include "site/visit.h"

namespace dateline::site {

Result<net::Response> front_page(const Context&, const Visit&);          // /
Result<net::Response> section_page(const Context&, const Visit&);        // /section/*
Result<net::Response> story_page(const Context&, const Visit&);          // /story/*
Result<net::Response> article_page(const Context&, const Visit&);        // /article/*
Result<net::Response> search_page(const Context&, const Visit&);         // /search
Result<net::Response> author_page(const Context&, const Visit&);         // /author/*
Result<net::Response> tag_page(const Context&, const Visit&);            // /tag/*
Result<net::Response> dossier_page(const Context&, const Visit&);        // /dossier/*, /dossier/*.ics
Result<net::Response> dossiers_page(const Context&, const Visit&);       // /dossiers?kind=&page=
Result<net::Response> archive_page(const Context&, const Visit&);        // /archive
Result<net::Response> archive_month_page(const Context&, const Visit&);  // /archive/*/*
Result<net::Response> archive_day_page(const Context&, const Visit&);    // /archive/*/*/*
Result<net::Response> compare_page(const Context&, const Visit&);        // /compare/SOURCE/COPY
Result<net::Response> sources_page(const Context&, const Visit&);        // /sources
Result<net::Response> outlet_page(const Context&, const Visit&);         // /source/*
Result<net::Response> about_page(const Context&, const Visit&);          // /about
Result<net::Response> privacy_page(const Context&, const Visit&);        // /privacy
Result<net::Response> offline_page(const Context&, const Visit&);        // /offline
Result<net::Response> service_worker(const Context&, const Visit&);      // /sw.js
Result<net::Response> health(const Context&, const Visit&);              // /healthz
Result<net::Response> embed_bar(const Context&, const Visit&);           // /embed/bar?theme=&lang=

/// A page that says what went wrong and where to go on.
net::Response error_page(const Context&, int status, std::string_view headline, std::string_view text);

}  // namespace dateline::site
