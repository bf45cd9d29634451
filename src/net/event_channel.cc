#include "net/event_channel.h"

#include <algorithm>
#include <string_view>

namespace dateline::net {
namespace {

/// The wire form of WHATWG HTML section 9.2.6. All three line ends of the format part `data`, so that none of it can
/// become a field of its own.
std::string write_event(std::uint64_t id, std::string_view name, std::string_view data) {
  std::string out = "id: " + std::to_string(id) + "\n";
  if (!name.empty()) {
    out += "event: ";
    for (const char c : name) out += c == '\n' || c == '\r' ? ' ' : c;
    out += '\n';
  }
  while (true) {
    const std::size_t end = data.find_first_of("\r\n");
    out += "data: ";
    out += data.substr(0, end);
    out += '\n';
    if (end == std::string_view::npos) break;
    data.remove_prefix(end + (data.substr(end).starts_with("\r\n") ? 2 : 1));
  }
  out += '\n';
  return out;
}

}  // namespace

std::shared_ptr<const ChannelEvent> EventChannel::Impl::newest() const {
  std::lock_guard lock(mutex);
  return event;
}

void EventChannel::Impl::listen(const std::shared_ptr<ChannelListener>& listener) {
  std::lock_guard lock(mutex);
  std::erase_if(listeners, [](const auto& known) { return known.expired(); });
  const bool known =
      std::any_of(listeners.begin(), listeners.end(), [&](const auto& other) { return other.lock() == listener; });
  if (!known) listeners.push_back(listener);
}

EventChannel::EventChannel() : impl_(std::make_unique<Impl>()) {}
EventChannel::~EventChannel() = default;

void EventChannel::publish(std::uint64_t id, std::string_view name, std::string_view data) {
  auto event = std::make_shared<const ChannelEvent>(ChannelEvent{id, write_event(id, name, data)});
  std::vector<std::shared_ptr<ChannelListener>> listeners;
  {
    std::lock_guard lock(impl_->mutex);
    // Two publishers may overtake each other; the stream never goes back.
    if (impl_->event && impl_->event->id >= id) return;
    impl_->event.swap(event);
    for (const auto& listener : impl_->listeners) {
      if (auto alive = listener.lock()) listeners.push_back(std::move(alive));
    }
  }
  for (const auto& listener : listeners) listener->channel_changed(*this);
}

}  // namespace dateline::net
