#include <algorithm>
#include <charconv>
#include <ranges>

#include "site/answer.h"
#include "site/desk/desk.h"
#include "site/desk/desk_frame.h"
#include "site/desk/dry_run.h"
#include "site/desk/reply_view.h"
#include "site/paths.h"
#include "text/utf8.h"

namespace dateline::site {
namespace {

constexpr std::chrono::days kTried{30};
constexpr std::size_t kMostWords = 2'000;  // Of one list: more is a dictionary, which holds everything.
constexpr std::size_t kLongestWord = 100;  // Characters; a phrase of some fifteen words.

/// A number of the rules: its field, and what is sane for it.
struct Number {
  std::string_view field;
  int desk::ReplyRules::* of;
  int most;
};
constexpr Number kNumbers[] = {
    {"hold_links", &desk::ReplyRules::hold_links, 100},
    {"hold_repeats", &desk::ReplyRules::hold_repeats, 100},
    {"seconds_between", &desk::ReplyRules::seconds_between, 3600},
    {"most_of_address", &desk::ReplyRules::most_of_address, 1000},
    {"most_of_text", &desk::ReplyRules::most_of_text, 1000},
    {"close_after_days", &desk::ReplyRules::close_after_days, 3650},
};
struct Switch {
  std::string_view field;
  bool desk::ReplyRules::* of;
};
constexpr Switch kSwitches[] = {
    {"hold_all", &desk::ReplyRules::hold_all},
    {"hold_unknown", &desk::ReplyRules::hold_unknown},
    {"hold_spam_like", &desk::ReplyRules::hold_spam_like},
    {"closed", &desk::ReplyRules::closed},
};

/// The form as it is shown: what is in force, or what was typed.
struct RulesForm {
  desk::ReplyRules rules{};
  std::string hold_words{}, spam_words{};                       ///< As typed.
  std::unordered_map<std::string_view, std::string> numbers{};  ///< As typed.
  std::vector<desk::Problem> problems{};

  static RulesForm of(const desk::ReplyRules& rules) {
    RulesForm form{.rules = rules};
    for (const auto& word : rules.hold_words) form.hold_words += word + "\n";
    for (const auto& word : rules.spam_words) form.spam_words += word + "\n";
    for (const Number& number : kNumbers) form.numbers[number.field] = std::to_string(rules.*number.of);
    return form;
  }
};

/// A word or phrase a line, each once.
std::vector<std::string> words_of(const Catalogue& texts, std::string_view field, std::string_view typed,
                                  std::vector<desk::Problem>& problems) {
  std::vector<std::string> words;
  for (const auto line : std::views::split(typed, '\n')) {
    std::string word = text::collapse(std::string_view(line));
    if (word.empty() || std::ranges::find(words, word) != words.end()) continue;
    if (text::length(word) > kLongestWord)
      problems.push_back({std::string(field), texts.say("desk.rules.long_word", {{"word", text::shorten(word, 40)}})});
    else if (desk::WordList({word}).found_in(word).empty())
      problems.push_back({std::string(field), texts.say("desk.rules.no_word", {{"word", word}})});
    words.push_back(std::move(word));
  }
  if (words.size() > kMostWords)
    problems.push_back({std::string(field), texts.count("desk.rules.many_words", std::ssize(words))});
  return words;
}

RulesForm read_form(const Catalogue& texts, const net::Form& form) {
  RulesForm out;
  for (const Switch& one : kSwitches) out.rules.*one.of = form.get(one.field) == "yes";
  for (const Number& number : kNumbers) {
    const std::string typed = text::collapse(form.get(number.field));
    int value = -1;
    const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), value);
    if (error != std::errc() || end != typed.data() + typed.size() || value < 0 || value > number.most) {
      out.problems.push_back({std::string(number.field),
                              texts.say("desk.rules.bad_number", {{"most", texts.locale().number(number.most)}})});
    } else {
      out.rules.*number.of = value;
    }
    out.numbers[number.field] = typed;
  }
  out.hold_words = form.get("hold_words");
  out.spam_words = form.get("spam_words");
  out.rules.hold_words = words_of(texts, "hold_words", out.hold_words, out.problems);
  out.rules.spam_words = words_of(texts, "spam_words", out.spam_words, out.problems);
  return out;
}

/// "12 of them were published".
Html word_row(const Catalogue& texts, const DryRun::Word& word) {
  Html examples;
  int number = 0;
  for (const desk::ReplyId id : word.examples) {
    examples.add(R"(<a href="{}" aria-label="{}">{}</a> )", desk_paths::reply(id),
                 texts.say("desk.rules.example", {{"n", std::to_string(++number)}, {"word", word.word}}), number);
  }
  const Held& held = word.held;
  return html(
      R"(<tr data-word="{}"><th scope="row">{}{}</th><td class="number">{}</td><td class="number{}">{}</td><td class="number">{}</td><td class="number">{}</td><td class="number">{}</td><td class="examples">{}</td></tr>
)",
      word.word, word.word,
      word.as_spam ? html(" <span class=\"soft\">{}</span>", texts.say("desk.rules.as_spam")) : Html(), held.replies,
      held.approved > 0 ? " false-alarms" : "", held.approved, held.rejected, held.spam, held.waiting, examples);
}

Html tried(const Catalogue& texts, const DryRun& run) {
  Html rows;
  for (const DryRun::Word& word : run.words) {
    if (word.held.replies > 0) rows.add(word_row(texts, word));
  }
  const std::int64_t silent = std::ranges::count_if(run.words, [](const auto& word) { return word.held.replies == 0; });
  Html out =
      html(R"(<section class="dry-run" id="tried" tabindex="-1" aria-labelledby="tried-name">
<h2 id="tried-name">{}</h2>
<p class="dry-run-all">{}</p>
)",
           texts.say("desk.rules.tried"),
           texts.markup("desk.rules.tried_all",
                        {{"held", html("<strong>{}</strong>", texts.count("desk.replies.count", run.all.replies))},
                         {"all", html("{}", texts.locale().number(run.tried))},
                         {"approved", html("{}", texts.locale().number(run.all.approved))}}));
  if (!rows.empty()) {
    out.add(R"(<div class="wide" role="region" aria-label="{}" tabindex="0"><table class="desk-table dry-run-table">
<thead><tr><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th></tr></thead>
<tbody>
{}</tbody></table></div>
)",
            texts.say("desk.rules.tried"), texts.say("desk.rules.word"), texts.say("desk.rules.held"),
            texts.say("desk.rules.were_published"), texts.say("desk.queue.rejected"), texts.say("desk.queue.spam"),
            texts.say("desk.queue.held"), texts.say("desk.rules.examples"), rows);
  }
  if (silent > 0) out.add("<p class=\"hint\">{}</p>\n", texts.count("desk.rules.silent", silent));
  return out.add("<p class=\"hint\">{}</p>\n</section>\n", texts.say("desk.rules.tried_note"));
}

Html rules_page(const Context& context, const Editor& editor, const RulesForm& form, const Html& notice,
                const Html& result) {
  const Catalogue& texts = context.texts;
  const auto flag = [&](std::string_view field, bool desk::ReplyRules::* of, const std::string& words) {
    return html(
        R"(<p class="consent"><input type="checkbox" id="{}" name="{}" value="yes" {}><label for="{}">{}</label></p>
)",
        field, field, Flag::checked(form.rules.*of), field, words);
  };
  const auto number = [&](std::string_view field, const std::string& words) {
    const bool bad = std::ranges::find(form.problems, field, &desk::Problem::field) != form.problems.end();
    const auto typed = form.numbers.find(field);
    return html(R"(<div class="field number-field">{}<label for="{}">{}</label>
<input id="{}" name="{}" value="{}" inputmode="numeric" autocomplete="off" {}></div>
)",
                problem_beside(texts, form.problems, field), field, words, field, field,
                typed == form.numbers.end() ? "" : typed->second, Flag::invalid(bad));
  };
  const auto words = [&](std::string_view field, const std::string& label, const std::string& hint,
                         const std::string& typed) {
    const bool bad = std::ranges::find(form.problems, field, &desk::Problem::field) != form.problems.end();
    return html(R"(<div class="field">{}<label for="{}">{}</label>
<textarea id="{}" name="{}" rows="8" spellcheck="false" aria-describedby="{}-hint" {}>
{}</textarea>
<p class="hint" id="{}-hint">{}</p></div>
)",
                problem_beside(texts, form.problems, field), field, label, field, field, field, Flag::invalid(bad),
                typed, field, hint);
  };
  const Html main = html(
      R"(<p class="crumb"><a href="{}">{}</a></p>
<h1>{}</h1>
{}{}{}<form class="rules-form" action="/desk/replies/rules" method="post">
{}<fieldset><legend>{}</legend>
{}{}{}{}{}</fieldset>
<fieldset class="rules-words"><legend>{}</legend>
{}{}</fieldset>
<fieldset><legend>{}</legend>
{}{}{}</fieldset>
<fieldset><legend>{}</legend>
{}{}</fieldset>
<p class="submit"><button type="submit" name="do" value="save">{}</button> <button type="submit" name="do" value="try" class="quiet">{}</button></p>
</form>
{})",
      desk_paths::replies(store::ReplyQueue::kHeld), texts.say("desk.replies"), texts.say("desk.rules"), notice,
      context.can_mail ? Html() : no_mail_note(texts),
      problem_summary(texts, form.problems, texts.say("desk.rules.not_saved")), csrf_field(editor),
      texts.say("desk.rules.waits"), flag("hold_all", &desk::ReplyRules::hold_all, texts.say("desk.rules.hold_all")),
      flag("hold_unknown", &desk::ReplyRules::hold_unknown, texts.say("desk.rules.hold_unknown")),
      flag("hold_spam_like", &desk::ReplyRules::hold_spam_like, texts.say("desk.rules.hold_spam_like")),
      number("hold_links", texts.say("desk.rules.hold_links")),
      number("hold_repeats", texts.say("desk.rules.hold_repeats")), texts.say("desk.rules.words"),
      words("hold_words", texts.say("desk.rules.hold_words"), texts.say("desk.rules.words_hint"), form.hold_words),
      words("spam_words", texts.say("desk.rules.spam_words"), texts.say("desk.rules.spam_words_hint"), form.spam_words),
      texts.say("desk.rules.limits"), number("seconds_between", texts.say("desk.rules.seconds_between")),
      number("most_of_address", texts.say("desk.rules.most_of_address")),
      number("most_of_text", texts.say("desk.rules.most_of_text")), texts.say("desk.rules.closing"),
      flag("closed", &desk::ReplyRules::closed, texts.say("desk.rules.closed")),
      number("close_after_days", texts.say("desk.rules.close_after_days")), texts.say("desk.rules.save"),
      texts.say("desk.rules.try"), result);
  return desk_framed(context, &editor, texts.say("desk.replies"), main, "moderation.css");
}

}  // namespace

Html no_mail_note(const Catalogue& texts) {
  return html("<div class=\"no-mail\"><p><strong>{}</strong> {}</p>\n<p>{}</p></div>\n", texts.say("desk.no_mail"),
              texts.say("desk.no_mail.lost"),
              texts.markup("desk.no_mail.how", {{"section", html("<code>[mail]</code>")},
                                                {"file", html("<code>dateline.toml</code>")},
                                                {"guide", html("<code>docs/operating.md</code>")}}));
}

Result<net::Response> desk_reply_rules(const Context& context, const Visit& visit, const Editor& editor) {
  DATELINE_TRY(const auto rules, context.reader.reply_rules());
  const bool saved = visit.query().get("did") == "saved";
  return unkept_page(200, rules_page(context, editor, RulesForm::of(rules),
                                     saved ? html("<p class=\"notice\" role=\"status\">{}</p>\n",
                                                  context.texts.say("desk.rules.saved"))
                                           : Html(),
                                     Html()));
}

void desk_set_reply_rules(const ContextPtr& keep, Visit visit, Editor editor, net::Respond respond) {
  const Context& context = *keep;
  const net::Form form = visit.form();
  const RulesForm typed = read_form(context.texts, form);
  if (!typed.problems.empty()) return respond(unkept_page(422, rules_page(context, editor, typed, Html(), Html())));
  if (form.get("do") == "try") {
    const auto run = try_rules(context.reader, typed.rules, context.clock.now() - kTried);
    if (!run) return respond(desk_failure(context, editor, run.error()));
    const Html notice = html("<p class=\"notice\" role=\"status\">{} <a href=\"{}\">{}</a></p>\n",
                             context.texts.say("desk.rules.tried_only"), Href::here("tried"),
                             context.texts.count("desk.rules.would_hold", run->all.replies));
    return respond(unkept_page(200, rules_page(context, editor, typed, notice, tried(context.texts, *run))));
  }
  if (form.get("do") != "save")
    return respond(desk_failure(context, editor, {Code::kInvalid, context.texts.say("desk.rules.no_wish")}));
  context.newsroom.replies().set_rules(
      editor.name, typed.rules, [keep, &context, editor, respond = std::move(respond)](Result<void> done) mutable {
        if (!done) return respond(desk_failure(context, editor, done.error()));
        respond(go_to(desk_paths::reply_rules().with("did", "saved")));
      });
}

}  // namespace dateline::site
