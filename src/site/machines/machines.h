#pragma once
// What machines ask for, besides feeds and the API: sitemaps, what may be done with the site, icons, cards for other
// sites.

#include <span>

#include "site/routes.h"

namespace dateline::site {

std::span<const Route> machine_routes();

// sitemaps.cc
Result<net::Response> sitemap_index(const Context&, const Visit&);  // /sitemap.xml
Result<net::Response> sitemap(const Context&, const Visit&);        // /sitemap/*
// site_files.cc
Result<net::Response> robots(const Context&, const Visit&);        // /robots.txt
Result<net::Response> tdmrep(const Context&, const Visit&);        // /.well-known/tdmrep.json
Result<net::Response> security_txt(const Context&, const Visit&);  // /.well-known/security.txt
Result<net::Response> web_manifest(const Context&, const Visit&);  // /manifest.webmanifest
Result<net::Response> icon(const Context&, const Visit&);          // /favicon.ico, /icon-*.png ...
// oembed.cc
Result<net::Response> oembed(const Context&, const Visit&);      // /oembed
Result<net::Response> embed_card(const Context&, const Visit&);  // /embed/story/*, /embed/article/*

}  // namespace dateline::site
