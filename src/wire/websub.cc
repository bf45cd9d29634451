#include "wire/websub.h"

#include <algorithm>
#include <charconv>

#include "text/url.h"
#include "wire/link_field.h"

namespace dateline::wire {
namespace {

using std::chrono::seconds;

constexpr std::size_t kSecretBelow = 200;  // Bytes; section 5.1.
// A hub that we are to subscribe at comes from the feed, and each costs a request now and then.
constexpr std::size_t kMostHubs = 8;

/// An address that a request may go to; a fragment is no part of that.
std::optional<std::string> address(std::string_view text, const std::optional<text::Url>& base = std::nullopt) {
  text = text.substr(0, text.find('#'));
  const auto url = base ? base->resolve(text) : text::Url::parse(text);
  return url ? std::optional(url->str()) : std::nullopt;
}

void add_hub(HubLinks& links, const std::optional<std::string>& hub) {
  if (hub && links.hubs.size() < kMostHubs && std::ranges::find(links.hubs, *hub) == links.hubs.end())
    links.hubs.push_back(*hub);
}

std::string encoded(std::string_view value) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : value) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '.' || c == '_' || c == '~';
    const auto byte = static_cast<unsigned char>(c);
    if (plain) {
      out += c;
    } else {
      out.append({'%', kDigits[byte >> 4], kDigits[byte & 15]});
    }
  }
  return out;
}

void add_field(std::string& form, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  if (!form.empty()) form += '&';
  form.append(name).append("=").append(encoded(value));
}

std::string number(std::optional<seconds> lease) {
  return lease ? std::to_string(lease->count()) : "";
}

/// Any number is bounded by whoever takes it; one with nine digits is 31 years.
std::optional<seconds> lease_of(const net::Form& form) {
  const std::string_view text = form.get("hub.lease_seconds");
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + std::min<std::size_t>(text.size(), 9), value);
  if (error != std::errc() || value <= 0 || text.find_first_not_of("0123456789") != std::string_view::npos)
    return std::nullopt;
  return seconds{value};
}

std::optional<HubMode> mode_of(std::string_view text) {
  for (const HubMode mode : {HubMode::kSubscribe, HubMode::kUnsubscribe}) {
    if (text == to_string(mode)) return mode;
  }
  return std::nullopt;
}

}  // namespace

HubLinks hub_links(std::string_view link_field, std::string_view base_url, const Feed& feed) {
  HubLinks links;
  const auto base = text::Url::parse(base_url);
  LinkReader reader(link_field);
  while (const auto link = reader.next()) {
    if (link->of_another) continue;
    if (has_relation(link->rel, "hub")) add_hub(links, address(link->target, base));
    if (has_relation(link->rel, "self") && links.topic.empty()) links.topic = address(link->target, base).value_or("");
  }
  if (links.hubs.empty()) {
    for (const std::string& hub : feed.hubs) add_hub(links, address(hub));
  }
  if (links.topic.empty()) links.topic = address(feed.self).value_or("");
  return links;
}

std::string link_field(std::string_view hub, std::string_view topic) {
  return "<" + std::string(hub) + ">; rel=\"hub\", <" + std::string(topic) + ">; rel=\"self\"";
}

std::string_view to_string(HubMode mode) {
  return mode == HubMode::kSubscribe ? "subscribe" : "unsubscribe";
}

std::string to_form(const SubscriptionRequest& request) {
  std::string form;
  add_field(form, "hub.mode", to_string(request.mode));
  add_field(form, "hub.topic", request.topic);
  add_field(form, "hub.callback", request.callback);
  add_field(form, "hub.secret", request.secret);
  add_field(form, "hub.lease_seconds", number(request.lease));
  return form;
}

Result<SubscriptionRequest> read_subscription_request(const net::Form& form) {
  const auto mode = mode_of(form.get("hub.mode"));
  if (!mode) return fail(Code::kInvalid, "hub.mode must be 'subscribe' or 'unsubscribe'");
  const auto topic = address(form.get("hub.topic"));
  if (!topic) return fail(Code::kInvalid, "hub.topic must be the http or https URL of a feed");
  const auto callback = address(form.get("hub.callback"));
  if (!callback) return fail(Code::kInvalid, "hub.callback must be an http or https URL without a user name");
  const std::string_view secret = form.get("hub.secret");
  if (secret.size() >= kSecretBelow) return fail(Code::kInvalid, "hub.secret must be shorter than 200 bytes");
  return SubscriptionRequest{*mode, *topic, *callback, std::string(secret), lease_of(form)};
}

std::optional<HubQuestion> read_question(const net::Form& query) {
  const std::string_view word = query.get("hub.mode");
  const auto mode = mode_of(word);
  if (!mode && word != "denied") return std::nullopt;
  HubQuestion question{mode, std::string(query.get("hub.topic"))};
  if (mode) {
    question.challenge = query.get("hub.challenge");
    question.lease = lease_of(query);
    if (question.challenge.empty()) return std::nullopt;
  } else {
    question.reason = query.get("hub.reason");
  }
  return question;
}

std::string question_url(std::string_view callback, const HubQuestion& question) {
  std::string form;
  add_field(form, "hub.mode", question.mode ? to_string(*question.mode) : "denied");
  add_field(form, "hub.topic", question.topic);
  add_field(form, "hub.challenge", question.challenge);
  add_field(form, "hub.lease_seconds", number(question.lease));
  add_field(form, "hub.reason", question.reason);
  std::string url(callback);
  const bool has_query = url.find('?') != std::string::npos;
  if (!has_query) {
    url += '?';
  } else if (!url.ends_with('?') && !url.ends_with('&')) {
    url += '&';
  }
  return url + form;
}

seconds lease_granted(std::optional<seconds> asked) {
  return std::clamp<seconds>(asked.value_or(kLeaseAsked), std::chrono::days{1}, std::chrono::days{30});
}

seconds lease_taken(std::optional<seconds> granted) {
  return std::clamp<seconds>(granted.value_or(std::chrono::days{1}), std::chrono::hours{1}, std::chrono::days{30});
}

Instant renewal_of(Instant granted_at, seconds lease) {
  return granted_at + lease * 2 / 3;
}

}  // namespace dateline::wire
