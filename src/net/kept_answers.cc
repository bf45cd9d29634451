#include "net/kept_answers.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "net/conditional.h"
#include "net/response_head.h"

namespace dateline::net {
namespace {

// Beside the bytes of its strings: the entry's nodes and the pointers in it, as counted for a few thousand entries.
constexpr std::size_t kEntryBytes = 512;

constexpr std::size_t kMostEntries = 1000;
// Below a page of memory, copying costs less than the second system call.
constexpr std::size_t kFileFrom = 4096;

bool equal_ignoring_case(std::string_view text, std::string_view lower_case) {
  return std::ranges::equal(text, lower_case, [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
  });
}

/// Whether one answer serves all who send no personal field. Accept-Encoding is seen to by the two forms.
bool is_for_everybody(const Headers& headers) {
  for (const auto& [name, value] : headers) {
    if (equal_ignoring_case(name, "set-cookie")) return false;
    if (equal_ignoring_case(name, "vary") && !equal_ignoring_case(value, "cookie") &&
        !equal_ignoring_case(value, "accept-encoding")) {
      return false;
    }
  }
  return true;
}

KeptAnswer::Form form_of(Response response, bool gzip, Packing packing) {
  Outgoing made = prepare(std::move(response), gzip, packing);
  return {std::move(made.head), std::move(made.body), nullptr};
}

}  // namespace

MemoryFile::MemoryFile(std::string_view bytes) : descriptor_(::memfd_create("dateline-kept", MFD_CLOEXEC)) {
  while (descriptor_ >= 0 && !bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written <= 0) {
      ::close(descriptor_);
      descriptor_ = -1;
    } else {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
  }
}

MemoryFile::~MemoryFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

const KeptAnswer::Form& KeptAnswer::form_for(bool gzip, std::string_view if_none_match) const {
  if (!if_none_match.empty() && !etag.empty() && names_etag(if_none_match, etag)) return unchanged;
  return gzip ? packed : plain;
}

std::size_t KeptAnswer::bytes() const {
  std::size_t sum = kEntryBytes + etag.size();
  for (const Form* form : {&plain, &packed, &unchanged}) sum += form->head.size();
  if (plain.body) sum += plain.body->size();
  if (packed.body && packed.body != plain.body) sum += packed.body->size();
  if (packed.file) sum += packed.body->size();
  return sum;
}

KeptAnswerPtr keep(const Response& response) {
  if (!response.fresh_at || response.status != 200 || response.events || !is_for_everybody(response.headers)) {
    return nullptr;
  }
  const Packing packing = response.fresh_at == kAlwaysFresh ? Packing::kForever : Packing::kKept;
  auto kept = std::make_shared<KeptAnswer>();
  kept->fresh_at = *response.fresh_at;
  for (const auto& [name, value] : response.headers) {
    if (equal_ignoring_case(name, "etag")) kept->etag = value;
  }
  kept->plain = form_of(response, false, packing);
  kept->packed = form_of(response, true, packing);
  if (kept->packed.body && kept->packed.body->size() >= kFileFrom) {
    kept->packed.file = std::make_unique<const MemoryFile>(*kept->packed.body);
  }
  Response unchanged = response;
  unchanged.status = 304;
  kept->unchanged = form_of(std::move(unchanged), false, packing);
  return kept;
}

KeptAnswers::KeptAnswers(std::size_t most_bytes, std::shared_ptr<const Freshness> freshness)
    : most_bytes_(most_bytes), freshness_(std::move(freshness)) {}

const KeptAnswer* KeptAnswers::find(std::string_view target) {
  const auto found = by_target_.find(target);
  if (found == by_target_.end()) return nullptr;
  if (!is_fresh(*found->second->answer)) {
    erase(found->second);
    return nullptr;
  }
  entries_.splice(entries_.begin(), entries_, found->second);
  return entries_.front().answer.get();
}

bool KeptAnswers::is_fresh(const KeptAnswer& answer) const {
  return answer.fresh_at == kAlwaysFresh || (freshness_ && answer.fresh_at == freshness_->now());
}

bool KeptAnswers::put(std::string_view target, KeptAnswerPtr answer) {
  Entry entry{std::string(target), std::move(answer)};
  if (entry.bytes() > most_bytes_ / 8) return false;
  if (const auto known = by_target_.find(target); known != by_target_.end()) erase(known->second);
  bytes_ += entry.bytes();
  entries_.push_front(std::move(entry));
  by_target_[entries_.front().target] = entries_.begin();
  while (bytes_ > most_bytes_ || entries_.size() > kMostEntries) erase(std::prev(entries_.end()));
  return true;
}

void KeptAnswers::erase(std::list<Entry>::iterator entry) {
  bytes_ -= entry->bytes();
  by_target_.erase(entry->target);
  entries_.erase(entry);
}

}  // namespace dateline::net
