#pragma once
// The desk: where editors write, read replies, mend stories and steer the bar. All pages are no-store.

#include <expected>

#include "site/visit.h"

namespace dateline::site {

/// Who sent this; or the answer for one who is not signed in, or whose form does not carry the session's token.
std::expected<Editor, net::Response> signed_in(const Context& context, const Visit& visit);

// Signed out
Result<net::Response> sign_in_page(const Context&, const Visit&);  // GET /desk/sign-in
void sign_in(const ContextPtr&, Visit, net::Respond);              // POST /desk/sign-in
Result<net::Response> setup_page(const Context&, const Visit&);    // GET /desk/setup/KEY
void set_up(const ContextPtr&, Visit, net::Respond);               // POST /desk/setup/KEY

// Signed in
void sign_out(const ContextPtr&, Visit, Editor, net::Respond);                         // POST /desk/sign-out
Result<net::Response> desk_overview(const Context&, const Visit&, const Editor&);      // GET /desk
Result<net::Response> desk_posts(const Context&, const Visit&, const Editor&);         // GET /desk/posts
Result<net::Response> desk_new_post(const Context&, const Visit&, const Editor&);      // GET /desk/posts/new
Result<net::Response> desk_edit_post(const Context&, const Visit&, const Editor&);     // GET /desk/posts/ID
void desk_save_post(const ContextPtr&, Visit, Editor, net::Respond);                   // POST /desk/posts/ID
Result<net::Response> desk_preview_post(const Context&, const Visit&, const Editor&);  // GET /desk/posts/ID/preview
Result<net::Response> desk_coverage(const Context&, const Visit&, const Editor&);      // GET /desk/posts/ID/live
void desk_cover(const ContextPtr&, Visit, Editor, net::Respond);                       // POST /desk/posts/ID/live
Result<net::Response> desk_pictures(const Context&, const Visit&, const Editor&);      // GET /desk/pictures
void desk_reword_picture(const ContextPtr& context, Visit visit, Editor editor, net::Respond respond);
void desk_add_picture(const ContextPtr&, Visit, Editor, net::Respond);                // POST /desk/pictures
Result<net::Response> desk_picture(const Context&, const Visit&, const Editor&);      // GET /desk/pictures/ID
Result<net::Response> desk_replies(const Context&, const Visit&, const Editor&);      // GET /desk/replies
void desk_decide_replies(const ContextPtr&, Visit, Editor, net::Respond);             // POST /desk/replies
Result<net::Response> desk_reply_rules(const Context&, const Visit&, const Editor&);  // GET /desk/replies/rules
void desk_set_reply_rules(const ContextPtr&, Visit, Editor, net::Respond);            // POST /desk/replies/rules
Result<net::Response> desk_reply(const Context&, const Visit&, const Editor&);        // GET /desk/replies/ID
void desk_pick_reply(const ContextPtr&, Visit, Editor, net::Respond);                 // POST /desk/replies/ID/pick
Result<net::Response> desk_person(const Context&, const Visit&, const Editor&);       // GET /desk/people/ID
void desk_erase_person(const ContextPtr&, Visit, Editor, net::Respond);               // POST /desk/people/ID/erase
void desk_note_person(const ContextPtr&, Visit, Editor, net::Respond);                // POST /desk/people/ID
Result<net::Response> desk_appeals(const Context&, const Visit&, const Editor&);      // GET /desk/appeals
void desk_decide_appeal(const ContextPtr&, Visit, Editor, net::Respond);              // POST /desk/appeals/ID
Result<net::Response> desk_stories(const Context&, const Visit&, const Editor&);      // GET /desk/stories
Result<net::Response> desk_story(const Context&, const Visit&, const Editor&);        // GET /desk/stories/ID
void desk_mend_story(const ContextPtr&, Visit, Editor, net::Respond);                 // POST /desk/stories/ID
void desk_why(const ContextPtr&, Visit, Editor, net::Respond);                       // GET /desk/stories/ID/why/ARTICLE
Result<net::Response> desk_compare(const Context&, const Visit&, const Editor&);     // GET /desk/compare/SOURCE/COPY
Result<net::Response> desk_sources(const Context&, const Visit&, const Editor&);     // GET /desk/sources
void desk_change_sources(const ContextPtr&, Visit, Editor, net::Respond);            // POST /desk/sources
Result<net::Response> desk_new_source(const Context&, const Visit&, const Editor&);  // GET /desk/sources/new
void desk_add_source(const ContextPtr&, Visit, Editor, net::Respond);                // POST /desk/sources/new
void desk_import_sources(const ContextPtr&, Visit, Editor, net::Respond);            // POST /desk/sources/import
Result<net::Response> desk_export_sources(const Context&, const Visit&, const Editor&);  // GET /desk/sources.opml
Result<net::Response> desk_source(const Context&, const Visit&, const Editor&);          // GET /desk/sources/ID
void desk_save_source(const ContextPtr&, Visit, Editor, net::Respond);                   // POST /desk/sources/ID
Result<net::Response> desk_dossiers(const Context&, const Visit&, const Editor&);        // GET /desk/dossiers
void desk_decide_dossier(const ContextPtr&, Visit, Editor, net::Respond);                // POST /desk/dossiers
Result<net::Response> desk_dossier(const Context&, const Visit&, const Editor&);         // GET /desk/dossiers/ID
void desk_save_dossier(const ContextPtr&, Visit, Editor, net::Respond);                  // POST /desk/dossiers/ID
Result<net::Response> desk_bar(const Context&, const Visit&, const Editor&);             // GET /desk/bar
void desk_decide_bar(const ContextPtr&, Visit, Editor, net::Respond);                    // POST /desk/bar
Result<net::Response> desk_audit(const Context&, const Visit&, const Editor&);           // GET /desk/audit

}  // namespace dateline::site
