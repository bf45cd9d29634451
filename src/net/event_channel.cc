#include "net/event_channel.h"

#include <algorithm>
#include <string_view>

namespace dateline::net {
namespace {

// Why these: see http_server.h.
constexpr std::size_t kBulletins = 256;
constexpr std::size_t kBulletinBytes = std::size_t{256} << 10;

/// The wire form of WHATWG HTML section 9.2.6. All three line ends of the format part `data`, so that none of it can
/// become a field of its own.
std::string write_event(std::string_view name, std::string_view data) {
  std::string out;
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

std::string id_line(std::uint64_t id) {
  return "id: " + std::to_string(id) + "\n";
}

/// Gives the event its id under the lock, so that ids and their order are one, and wakes those who listen without it.
template <class Put>
std::uint64_t publish(EventChannel& channel, std::string_view name, std::string_view data, Put put) {
  const std::string rest = write_event(name, data);
  EventChannel::Impl& impl = channel.impl();
  std::vector<std::shared_ptr<ChannelListener>> listeners;
  std::uint64_t id;
  {
    std::lock_guard lock(impl.mutex);
    id = ++impl.newest;
    put(impl, std::make_shared<const ChannelEvent>(ChannelEvent{id, id_line(id) + rest}));
    for (const auto& listener : impl.listeners) {
      if (auto alive = listener.lock()) listeners.push_back(std::move(alive));
    }
  }
  for (const auto& listener : listeners) listener->channel_changed(channel);
  return id;
}

}  // namespace

EventChannel::Impl::Start EventChannel::Impl::start(std::optional<std::uint64_t> last) const {
  std::lock_guard lock(mutex);
  // An id that we never gave: as good as none.
  if (last && *last > newest) last.reset();
  if (last && *last >= dropped) return {"", *last};

  // All states up to where next() takes over. An event of an id alone shows nothing and is remembered by the browser.
  const std::uint64_t from = last.value_or(0);
  const std::uint64_t to = last ? dropped : newest;
  std::vector<ChannelEventPtr> shown;
  for (const auto& [_, event] : states) {
    if (event->id > from && event->id <= to) shown.push_back(event);
  }
  std::ranges::sort(shown, {}, [](const ChannelEventPtr& event) { return event->id; });
  Start start{"", to};
  for (const ChannelEventPtr& event : shown) start.text += event->text;
  if (to > 0) start.text += id_line(to) + (last ? write_event("gap", "reload") : "\n");
  return start;
}

ChannelEventPtr EventChannel::Impl::next(std::uint64_t last) const {
  std::lock_guard lock(mutex);
  if (last >= newest) return nullptr;
  const auto id = [](const ChannelEventPtr& event) { return event->id; };
  const auto bulletin = std::ranges::upper_bound(bulletins, last, {}, id);
  ChannelEventPtr found = bulletin == bulletins.end() ? nullptr : *bulletin;
  for (const auto& [_, event] : states) {
    if (event->id > last && (!found || event->id < found->id)) found = event;
  }
  return found;
}

bool EventChannel::Impl::lost(std::uint64_t last) const {
  std::lock_guard lock(mutex);
  return last < dropped;
}

void EventChannel::Impl::listen(const std::shared_ptr<ChannelListener>& listener) {
  std::lock_guard lock(mutex);
  std::erase_if(listeners, [](const auto& known) { return known.expired(); });
  const bool known =
      std::any_of(listeners.begin(), listeners.end(), [&](const auto& other) { return other.lock() == listener; });
  if (!known) listeners.push_back(listener);
}

EventChannel::EventChannel(std::uint64_t after) : impl_(std::make_unique<Impl>()) {
  impl_->newest = impl_->dropped = after;
}
EventChannel::~EventChannel() = default;

std::uint64_t EventChannel::set_state(std::string_view name, std::string_view data) {
  return publish(*this, name, data, [&](Impl& impl, ChannelEventPtr event) {
    impl.states.insert_or_assign(std::string(name), std::move(event));
  });
}

std::uint64_t EventChannel::add_bulletin(std::string_view name, std::string_view data) {
  return publish(*this, name, data, [](Impl& impl, ChannelEventPtr event) {
    impl.bulletin_bytes += event->text.size();
    impl.bulletins.push_back(std::move(event));
    while (impl.bulletins.size() > kBulletins || impl.bulletin_bytes > kBulletinBytes) {
      impl.dropped = impl.bulletins.front()->id;
      impl.bulletin_bytes -= impl.bulletins.front()->text.size();
      impl.bulletins.pop_front();
    }
  });
}

std::uint64_t EventChannel::last_id() const {
  std::lock_guard lock(impl_->mutex);
  return impl_->newest;
}

}  // namespace dateline::net
