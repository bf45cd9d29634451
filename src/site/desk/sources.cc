// The list of sources, and what is done to them there.

#include <algorithm>
#include <array>
#include <charconv>

#include "site/answer.h"
#include "site/assets.h"
#include "site/context.h"
#include "site/desk/desk.h"
#include "site/desk/desk_frame.h"
#include "site/desk/source_view.h"
#include "site/paths.h"
#include "site/times.h"
#include "text/utf8.h"
#include "wire/source_words.h"

namespace dateline::site {
namespace {

using Which = store::SourceFilter::Which;
using Order = store::SourceFilter::Order;

constexpr int kSourcesPerPage = 50;
constexpr int kMostPages = 1'000'000;
constexpr std::size_t kMostFolders = 300;  // In a menu; the others are found by their words.
constexpr std::size_t kMostAtOnce = 200;

constexpr std::array<std::pair<Which, std::string_view>, 6> kWhich = {{{Which::kAll, ""},
                                                                       {Which::kAttention, "attention"},
                                                                       {Which::kTrouble, "trouble"},
                                                                       {Which::kQuiet, "quiet"},
                                                                       {Which::kGone, "gone"},
                                                                       {Which::kMoved, "moved"}}};
constexpr std::array<std::pair<Order, std::string_view>, 5> kOrders = {{{Order::kTrouble, ""},
                                                                        {Order::kName, "name"},
                                                                        {Order::kAdded, "added"},
                                                                        {Order::kSilence, "silence"},
                                                                        {Order::kNext, "next"}}};

template <class T, std::size_t n>
T named(const std::array<std::pair<T, std::string_view>, n>& names, std::string_view name) {
  const auto found = std::ranges::find(names, name, [](const auto& one) { return one.second; });
  return found == names.end() ? names.front().first : found->first;
}
template <class T, std::size_t n>
std::string_view name_of(const std::array<std::pair<T, std::string_view>, n>& names, T value) {
  return std::ranges::find(names, value, [](const auto& one) { return one.first; })->second;
}

/// What the list is narrowed to, and which page of it; in an address, and in the list's form.
struct Place {
  store::SourceFilter filter{};
  int page = 1;

  static Place of(const net::Form& form) {
    Place place;
    place.filter.words = text::shorten(text::collapse(form.get("q")), 200);
    if (const std::string_view folder = form.get("folder"); !folder.empty())
      place.filter.folder = text::shorten(folder, 500);
    place.filter.which = named(kWhich, form.get("state"));
    place.filter.order = named(kOrders, form.get("order"));
    const std::string_view number = form.get("page");
    std::from_chars(number.data(), number.data() + number.size(), place.page);
    place.page = std::clamp(place.page, 1, kMostPages);
    return place;
  }
  bool is_narrowed() const { return !filter.words.empty() || filter.folder; }
  Place at(int other) const {
    Place place = *this;
    place.page = other;
    return place;
  }
  template <class Put>
  void each(Put put) const {
    if (!filter.words.empty()) put("q", filter.words);
    if (filter.folder) put("folder", *filter.folder);
    if (filter.which != Which::kAll) put("state", std::string(name_of(kWhich, filter.which)));
    if (filter.order != kOrders.front().first) put("order", std::string(name_of(kOrders, filter.order)));
    if (page > 1) put("page", std::to_string(page));
  }
  Href address() const {
    Href to = desk_paths::sources();
    each([&](std::string_view name, const std::string& value) { to = to.with(name, value); });
    return to;
  }
  Html fields() const {
    Html out;
    each([&](std::string_view name, const std::string& value) {
      out.add(R"(<input type="hidden" name="{}" value="{}">)", name, value);
    });
    return out;
  }
};

Html tabs(const Catalogue& texts, const store::SourceCounts& counts, const Place& place) {
  Html out;
  const auto tab = [&](Which which, const std::string& words, std::int64_t count) {
    Place to;
    to.filter.which = which;
    out.add(R"(<li><a href="{}" {}>{} <span class="count">{}</span></a></li>
)",
            to.address(), Flag::current_page(which == place.filter.which), words, texts.locale().number(count));
  };
  tab(Which::kAll, texts.say("desk.sources.all"), counts.all);
  tab(Which::kAttention, texts.say("desk.sources.attention"), counts.attention);
  tab(Which::kTrouble, texts.say("desk.sources.trouble"), counts.trouble);
  tab(Which::kQuiet, texts.say("desk.sources.quiet"), counts.quiet);
  tab(Which::kGone, texts.say("desk.sources.gone"), counts.gone);
  tab(Which::kMoved, texts.say("desk.sources.moved"), counts.moved);
  return html(R"(<nav class="tabs" aria-label="{}"><ul>
{}</ul></nav>
)",
              texts.say("desk.sources.states"), out);
}

Html option(std::string_view value, std::string_view words, bool chosen) {
  return html(R"(<option value="{}" {}>{}</option>)", value, Flag::selected(chosen), words);
}

Html list_form(const Catalogue& texts, const Place& place, const std::vector<std::string>& all_folders) {
  Html folders, orders, kept;
  const auto order = [&](Order one, const std::string& words) {
    orders.add(option(name_of(kOrders, one), words, one == place.filter.order));
  };
  order(Order::kTrouble, texts.say("desk.sources.order.trouble"));
  order(Order::kName, texts.say("desk.sources.order.name"));
  order(Order::kSilence, texts.say("desk.sources.order.silence"));
  order(Order::kNext, texts.say("desk.sources.order.next"));
  order(Order::kAdded, texts.say("desk.sources.order.added"));
  if (place.filter.which != Which::kAll)
    kept.add(R"(<input type="hidden" name="state" value="{}">)", name_of(kWhich, place.filter.which));
  const std::string chosen = place.filter.folder.value_or("");
  std::vector<std::string> shown(all_folders.begin(), all_folders.begin() + static_cast<std::ptrdiff_t>(std::min(
                                                                                all_folders.size(), kMostFolders)));
  if (!chosen.empty() && std::ranges::find(shown, chosen) == shown.end()) shown.push_back(chosen);
  if (!shown.empty()) {
    Html choices = option("", texts.say("desk.sources.all_folders"), chosen.empty());
    for (const std::string& folder : shown) choices.add(option(folder, folder, folder == chosen));
    folders = html(R"(<label>{} <select name="folder">{}</select></label>
)",
                   texts.say("desk.source.folder"), choices);
  }
  return html(
      R"(<form class="search-form desk-search" action="/desk/sources" role="search">{}<label for="q">{}</label>
<div class="search-row"><input type="search" id="q" name="q" value="{}" aria-keyshortcuts="/"><button type="submit">{}</button></div>
<div class="narrow-row">{}<label>{} <select name="order">{}</select></label>
<button type="submit" class="quiet">{}</button></div></form>
)",
      kept, texts.say("desk.sources.search"), place.filter.words, texts.say("search.button"), folders,
      texts.say("desk.sources.order"), orders, texts.say("desk.sources.show"));
}

Html act(const Catalogue& texts, std::string_view wish, wire::SourceId id, std::string_view key, std::string_view words,
         const wire::Source& source) {
  return html(
      R"(<button type="submit" name="do" value="{} {}" class="quiet" aria-keyshortcuts="{}" aria-label="{}">{}</button>
)",
      wish, id.str(), key, texts.say("desk.source.act", {{"act", words}, {"source", source_name(source)}}), words);
}

/// A source in two lines: its facts, and, where something is to be said, what it is and what can be done.
Html row(const Catalogue& texts, const store::KnownSource& known, Instant now) {
  const auto& [source, state] = known;
  const wire::Standing standing = wire::standing_of(state, now);
  const text::Locale& locale = texts.locale();
  const Html words = source_words(texts, state, now);
  const auto time = [&](const std::optional<Instant>& at) { return at ? shortest_time_tag(locale, *at, now) : Html(); };
  Html says;
  if (!words.empty()) {
    Html acts;
    if (!state.moved_to.empty())
      acts.add(act(texts, "move", source.id, "m", texts.say("desk.source.take_address"), source));
    acts.add(R"(<a class="button-quiet" href="{}" aria-keyshortcuts="e">{}</a>
)",
             desk_paths::source(source.id).at("edit"), texts.say("desk.source.edit"));
    if (standing != wire::Standing::kWell)
      acts.add(act(texts, "remove", source.id, "d", texts.say("desk.source.remove"), source));
    says = html(
        R"(<tr class="source-says"><td></td><td colspan="8"><div class="source-line"><p class="source-words">{} {}</p>
<div class="source-acts">{}</div></div></td></tr>
)",
        words, look_link(source.url, texts.say("desk.source.look"), true), acts);
  }
  return html(
      R"(<tbody data-row data-source="{}" class="{}">
<tr><td class="cell-check"><label><input type="checkbox" name="source" value="{}" aria-label="{}"></label></td><td class="source-name"><a href="{}">{}</a>{}</td><td class="source-address">{}</td><td class="source-state">{}</td><td data-label="{}">{}</td><td class="source-fetched" data-label="{}">{}</td><td data-label="{}">{}</td><td class="source-asked" data-label="{}">{}</td><td class="cell-acts">{}</td></tr>
{}</tbody>
)",
      source.id.str(), wire::needs_attention(state, now) ? "source-row needs-attention" : "source-row", source.id.str(),
      texts.say("desk.check", {{"headline", source_name(source)}}), desk_paths::source(source.id), source_name(source),
      source.outlet.primary ? html(R"( <span class="mark-primary">{}</span>)", texts.say("story.primary")) : Html(),
      short_address(source.url), source_mark(texts, state, now), texts.say("desk.source.last_news"),
      time(state.last_news), texts.say("desk.source.last_fetch"), time(state.last_attempt),
      texts.say("desk.source.next_fetch"), next_fetch_words(texts, state, now), texts.say("desk.source.asked"),
      how_often(texts, state), act(texts, "ask", source.id, "a", texts.say("desk.source.ask"), source), says);
}

Html table(const Catalogue& texts, const std::vector<store::KnownSource>& sources, Instant now) {
  Html rows;
  for (const store::KnownSource& known : sources) rows.add(row(texts, known, now));
  return html(R"(<table class="desk-table sources-table">
<thead><tr><td></td><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th><td></td></tr></thead>
{}</table>
)",
              texts.say("desk.source"), texts.say("desk.source.address"), texts.say("desk.source.state"),
              texts.say("desk.source.last_news"), texts.say("desk.source.last_fetch"),
              texts.say("desk.source.next_fetch"), texts.say("desk.source.asked"), rows);
}

Html pager(const Catalogue& texts, const Place& place, std::int64_t all) {
  Html out;
  if (place.page > 1)
    out.add(R"(<a rel="prev" href="{}">{}</a> )", place.at(place.page - 1).address(), texts.say("desk.previous"));
  if (static_cast<std::int64_t>(place.page) * kSourcesPerPage < all)
    out.add(R"(<a rel="next" href="{}">{}</a>)", place.at(place.page + 1).address(), texts.say("desk.next"));
  return out.empty() ? out : html("<p class=\"pager\">{}</p>\n", out);
}

/// What was removed, on one line that no field of a source can break: what puts it back.
std::string kept_line(const wire::Source& source) {
  return source.url + "\t" + source.outlet.name + "\t" + source.outlet.owner + "\t" +
         std::string(wire::to_string(source.rights)) + "\t" + (source.outlet.primary ? "primary" : "") + "\t" +
         source.folder + "\t" + (source.reads_pages ? "pages" : "");
}
std::optional<wire::Source> source_of_line(std::string_view line) {
  std::array<std::string, 7> parts;
  for (std::string& part : parts) {
    const std::size_t end = std::min(line.find('\t'), line.size());
    part = text::shorten(text::collapse(line.substr(0, end)), 2000);
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  auto source = wire::Source::from_url(parts[0]);
  if (!source) return std::nullopt;
  source->outlet.name = parts[1];
  if (!parts[2].empty()) source->outlet.owner = parts[2];
  source->rights = wire::parse_rights(parts[3]).value_or(wire::Rights::kSnippet);
  source->outlet.primary = parts[4] == "primary";
  source->folder = parts[5];
  source->reads_pages = parts[6] == "pages";
  return std::move(*source);
}

Html removed_notice(const Catalogue& texts, const Editor& editor, const Place& place,
                    const std::vector<wire::Source>& removed) {
  Html fields;
  for (const wire::Source& source : removed)
    fields.add(R"(<input type="hidden" name="was" value="{}">)", kept_line(source));
  const std::string words = removed.size() == 1
                                ? texts.say("desk.sources.removed_one", {{"source", source_name(removed.front())}})
                                : texts.count("desk.sources.removed", std::ssize(removed));
  return html(R"(<form class="notice" action="/desk/sources" method="post">
{}{}{}<span role="status">{}</span> <button type="submit" name="do" value="put-back" class="quiet" aria-keyshortcuts="u">{}</button></form>
)",
              csrf_field(editor), place.fields(), fields, words, texts.say("desk.undo"));
}

Html notice(const Catalogue& texts, const net::Form& query) {
  std::int64_t n = 0;
  const std::string_view number = query.get("n");
  std::from_chars(number.data(), number.data() + number.size(), n);
  const std::string_view did = query.get("did");
  const std::string words = did == "ask"        ? texts.count("desk.sources.asked", n)
                            : did == "move"     ? texts.count("desk.sources.readdressed", n)
                            : did == "put-back" ? texts.count("desk.sources.put_back", n)
                                                : "";
  return words.empty() ? Html() : html("<p class=\"notice\" role=\"status\">{}</p>\n", words);
}

Html empty_words(const Context& context, const Place& place, bool any) {
  const Catalogue& texts = context.texts;
  if (!any) {
    return html(R"(<p class="empty">{}</p>
<p class="actions"><a class="button" href="{}">{}</a></p>
)",
                texts.say("desk.sources.empty"), desk_paths::new_source(), texts.say("desk.sources.add"));
  }
  return html("<p class=\"empty\">{}</p>\n", place.page > 1 ? texts.say("desk.sources.no_more")
                                             : place.is_narrowed() || place.filter.which == Which::kAll
                                                 ? texts.say("desk.sources.none_such")
                                                 : texts.say("desk.sources.none_in_state"));
}

/// What stands above the list.
Result<Html> list_page(const Context& context, const Editor& editor, const Place& place, const Html& above) {
  const Catalogue& texts = context.texts;
  const Instant now = context.clock.now();
  DATELINE_TRY(const store::SourceCounts counts, context.reader.source_counts(now));
  DATELINE_TRY(const auto list,
               context.reader.sources(place.filter, now, (place.page - 1) * kSourcesPerPage, kSourcesPerPage));
  Html main = html(R"(<div class="sources-title"><h1>{}</h1> {}</div>
{})",
                   texts.say("desk.sources"),
                   counts.all == 0 ? Html()
                                   : html(R"(<p><a href="{}" aria-keyshortcuts="n">{}</a> <a href="{}">{}</a></p>)",
                                          desk_paths::new_source(), texts.say("desk.sources.add"),
                                          desk_paths::sources_opml(), texts.say("desk.sources.export")),
                   above);
  if (counts.all > 0) {
    DATELINE_TRY(const auto folders, context.reader.source_folders());
    main.add("{}{}", tabs(texts, counts, place), list_form(texts, place, folders));
  }
  if (counts.attention > 0 && place.filter.which == Which::kAll && !place.is_narrowed() && place.page == 1) {
    main.add("<p class=\"attention\">{}</p>\n", texts.count("desk.sources.attention.words", counts.attention));
  }
  if (list.items.empty()) {
    main.add("{}", empty_words(context, place, counts.all > 0));
    if (place.page > 1) main.add("{}", pager(texts, place.at(2), list.all));
  } else {
    const auto number = [&](std::int64_t n) { return texts.locale().number(n); };
    const int first = (place.page - 1) * kSourcesPerPage;
    main.add(
        R"(<form class="sources-form" action="/desk/sources" method="post">
{}{}<div class="checked-acts"><label class="check-rows" hidden><input type="checkbox" aria-keyshortcuts="Shift+X"> <span>{}</span></label>
<button type="submit" name="do" value="ask" class="quiet" aria-keyshortcuts="a">{}</button>
<button type="submit" name="do" value="move" class="quiet" aria-keyshortcuts="m">{}</button>
<button type="submit" name="do" value="remove" class="quiet" aria-keyshortcuts="d">{}</button></div>
{}</form>
<p class="note">{}</p>
{}{})",
        csrf_field(editor), place.fields(), texts.say("desk.sources.check_all"), texts.say("desk.sources.ask_checked"),
        texts.say("desk.sources.take_checked"), texts.say("desk.sources.remove_checked"), table(texts, list.items, now),
        texts.say(
            "desk.sources.shown",
            {{"from", number(first + 1)}, {"to", number(first + std::ssize(list.items))}, {"all", number(list.all)}}),
        pager(texts, place, list.all),
        key_line(texts, {{"j", texts.say("desk.key.next_row")},
                         {"k", texts.say("desk.key.previous_row")},
                         {"Enter", texts.say("desk.key.open")},
                         {"a", texts.say("desk.key.ask")},
                         {"m", texts.say("desk.key.take_address")},
                         {"e", texts.say("desk.key.edit")},
                         {"d", texts.say("desk.key.remove")},
                         {"o", texts.say("desk.key.look")},
                         {"x", texts.say("desk.key.check_it")},
                         {"X", texts.say("desk.key.check_all")},
                         {"n", texts.say("desk.key.new_source")},
                         {"u", texts.say("desk.key.undo")},
                         {"/", texts.say("desk.key.search")},
                         {"?", texts.say("desk.key.keys")}}));
    main.add("<script src=\"{}\" defer></script>\n", asset_path("sources.js"));
  }
  return desk_framed(context, &editor, texts.say("desk.sources"), main, "sources.css");
}

/// What a button of the list, or of one source's page, wants: "ask" of what is checked, "ask ID" of one.
struct Wish {
  std::string verb;
  std::vector<wire::SourceId> sources;

  static Wish of(const net::Form& form) {
    const std::string_view wish = form.get("do");
    const std::size_t end = std::min(wish.find(' '), wish.size());
    Wish out{std::string(wish.substr(0, end)), {}};
    const auto take = [&](std::string_view name) {
      if (const auto id = wire::SourceId::parse(name); id && out.sources.size() < kMostAtOnce)
        out.sources.push_back(*id);
    };
    if (end < wish.size()) {
      take(wish.substr(end + 1));
    } else {
      for (const std::string_view name : form.all("source")) take(name);
    }
    return out;
  }
};

}  // namespace

Result<net::Response> desk_sources(const Context& context, const Visit& visit, const Editor& editor) {
  const net::Form query = visit.query();
  DATELINE_TRY(Html page, list_page(context, editor, Place::of(query), notice(context.texts, query)));
  return unkept_page(200, std::move(page));
}

void desk_change_sources(const ContextPtr& keep, Visit visit, Editor editor, net::Respond respond) {
  const Context& context = *keep;
  const Catalogue& texts = context.texts;
  const net::Form form = visit.form();
  const Place place = Place::of(form);
  const Wish wish = Wish::of(form);
  // From one source's own page, back to that.
  const bool from_its_page = form.has("own") && wish.sources.size() == 1;
  const auto refuse = [&](const std::string& words) {
    auto page = list_page(context, editor, place,
                          html(R"(<div class="form-errors" role="alert" tabindex="-1" autofocus><p>{}</p></div>
)",
                               words));
    respond(page ? unkept_page(422, std::move(*page)) : desk_failure(context, editor, page.error()));
  };
  const auto told = [keep, &context, editor, place, from_its_page](std::string_view verb, auto answer) {
    return [keep, &context, editor, place, from_its_page, verb = std::string(verb),
            answer = std::move(answer)](Result<std::vector<wire::SourceId>> ids) mutable {
      if (!ids) return answer(desk_failure(context, editor, ids.error()));
      const Href to = from_its_page && !ids->empty() ? desk_paths::source(ids->front()) : place.address();
      answer(go_to(to.with("did", verb).with("n", std::to_string(ids->size()))));
    };
  };

  if (wish.verb == "put-back") {
    std::vector<wire::Source> sources;
    for (const std::string_view line : form.all("was")) {
      if (auto source = source_of_line(line)) sources.push_back(std::move(*source));
    }
    return context.newsroom.add_sources(editor.name, std::move(sources), told(wish.verb, std::move(respond)));
  }
  if (wish.sources.empty()) return refuse(texts.say("desk.sources.none_checked"));
  if (wish.verb == "ask")
    return context.newsroom.ask_sources(editor.name, wish.sources, told(wish.verb, std::move(respond)));
  if (wish.verb == "move")
    return context.newsroom.take_new_addresses(editor.name, wish.sources, told(wish.verb, std::move(respond)));
  if (wish.verb != "remove") return refuse(texts.say("desk.sources.no_wish"));
  // The page that follows is the answer itself: what its Undo puts back would not fit into an address. It waits for a
  // worker, since the newsroom's thread makes none.
  context.newsroom.remove_sources(
      editor.name, wish.sources,
      [keep, &context, editor, place, respond = std::move(respond)](Result<std::vector<wire::Source>> removed) mutable {
        if (!removed) return respond(desk_failure(context, editor, removed.error()));
        context.later([keep, &context, editor = std::move(editor), place, respond = std::move(respond),
                       removed = std::move(*removed)]() mutable {
          if (removed.empty()) return respond(go_to(place.address()));
          auto page = list_page(context, editor, place, removed_notice(context.texts, editor, place, removed));
          respond(page ? unkept_page(200, std::move(*page)) : desk_failure(context, editor, page.error()));
        });
      });
}

}  // namespace dateline::site
