#include "alert/alert_grouping.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

namespace trailsift {
namespace {

constexpr std::int64_t kSecondsPerMinute = 60;
// More than lies between any two times: what exceeds it need not be multiplied out.
constexpr std::int64_t kLongestPeriod = std::int64_t{10'000} * 366 * 24 * 60;
constexpr std::int64_t kEndOfTimes = 253'402'300'800;  // 10000-01-01T00:00:00Z

// The first point in time behind the window that `start` opens.
Timestamp EndOfWindow(Timestamp start, const Rule& rule) {
  start.seconds += std::min(rule.dedup_period_minutes, kLongestPeriod) * kSecondsPerMinute;
  return start;
}

// Known times first; std::nullopt compares less than any time.
auto TimeRank(const std::optional<Timestamp>& time) { return std::make_tuple(!time, time); }

void AddField(const MatchField& field, ValueCounts& counts) {
  if (field.text && !field.text->empty()) counts.Add(*field.text);
}

void AddMatch(const Match& match, Alert& alert) {
  if (!match.actor_user.empty()) alert.actors.Add(match.actor_user);
  AddField(match.recipient_account_id, alert.accounts);
  AddField(match.aws_region, alert.regions);
  AddField(match.source_ip_address, alert.addresses);
  AddField(match.event_name, alert.event_names);
  alert.flags.insert(match.flags.begin(), match.flags.end());
  // All matches of a rule have the same attributes in the same order.
  for (std::size_t i = 0; i < match.summary.size(); ++i) {
    const auto& [attribute, values] = match.summary[i];
    if (alert.summary.size() == i) alert.summary.emplace_back(attribute, ValueCounts());
    for (const std::string& value : values) alert.summary[i].second.Add(value);
  }
}

}  // namespace

void AlertGrouping::Add(const Match& match) {
  Entry entry;
  entry.time = match.event_time;
  entry.severity = match.severity;
  entry.range = store_.Add(match);
  if (match.signal) {
    signals_.push_back(entry);
  } else {
    entry.key = KeyOf(match);
    entries_.push_back(entry);
  }
}

std::uint32_t AlertGrouping::KeyOf(const Match& match) {
  const auto next = static_cast<std::uint32_t>(rule_of_key_.size());
  const auto [key, is_new] =
      keys_.try_emplace(std::to_string(match.rule) + ' ' + match.dedup, next);
  if (is_new) rule_of_key_.push_back(match.rule);
  return key->second;
}

void AlertGrouping::HandOver(MatchSink& sink, AlertCounts& counts) const {
  const Order order = OrderByKey();
  std::vector<Window> windows = FindWindows(order);
  counts = CountWindows(windows, order);
  std::erase_if(windows, [this](const Window& window) { return !IsAlert(window); });
  std::ranges::sort(windows, {}, [&](const Window& window) {
    const std::size_t first = order[window.begin];
    return std::make_tuple(TimeRank(entries_[first].time), first);
  });
  for (const Window& window : windows) {
    if (!sink.alive()) return;
    sink.OnAlert(MakeAlert(window, order));
  }
  std::vector<Entry> signals = signals_;
  std::ranges::stable_sort(signals, {}, [](const Entry& entry) { return TimeRank(entry.time); });
  for (const Entry& signal : signals) {
    if (!sink.alive()) return;
    sink.OnMatch(store_.Get(signal.range));
  }
}

AlertGrouping::Order AlertGrouping::OrderByKey() const {
  Order order(entries_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [this](std::size_t number) {
    const Entry& entry = entries_[number];
    return std::make_tuple(entry.key, TimeRank(entry.time), number);
  });
  return order;
}

std::vector<AlertGrouping::Window> AlertGrouping::FindWindows(const Order& order) const {
  std::vector<Window> windows;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const Entry& entry = entries_[order[i]];
    const Entry* const first = i == 0 ? nullptr : &entries_[order[windows.back().begin]];
    const bool joins =
        first != nullptr && first->key == entry.key &&
        (first->time.has_value() == entry.time.has_value()) &&
        (!entry.time ||
         *entry.time < EndOfWindow(*first->time, rules_.rules[rule_of_key_[entry.key]]));
    if (!joins) windows.push_back({rule_of_key_[entry.key], i, i});
    windows.back().end = i + 1;
  }
  return windows;
}

bool AlertGrouping::IsAlert(const Window& window) const {
  return static_cast<std::int64_t>(window.count()) >= rules_.rules[window.rule].threshold;
}

Severity AlertGrouping::SeverityOf(const Window& window, const Order& order) const {
  Severity highest = Severity::kInfo;
  for (std::size_t i = window.begin; i < window.end; ++i) {
    highest = std::max(highest, entries_[order[i]].severity);
  }
  return highest;
}

AlertCounts AlertGrouping::CountWindows(const std::vector<Window>& windows,
                                        const Order& order) const {
  AlertCounts counts;
  for (const Window& window : windows) {
    if (IsAlert(window)) {
      ++counts.total;
      counts.matches += window.count();
      ++counts.by_severity[SeverityOf(window, order)];
      ++counts.by_rule[rules_.rules[window.rule].id];
    } else {
      ++counts.windows_below_threshold;
      counts.matches_below_threshold += window.count();
    }
  }
  return counts;
}

Alert AlertGrouping::MakeAlert(const Window& window, const Order& order) const {
  std::vector<Spool::Range> ranges;
  ranges.reserve(window.count());
  for (std::size_t i = window.begin; i < window.end; ++i) {
    ranges.push_back(entries_[order[i]].range);
  }
  Alert alert;
  alert.rule = window.rule;
  alert.severity = SeverityOf(window, order);
  alert.first_time = entries_[order[window.begin]].time;
  alert.last_time = entries_[order[window.end - 1]].time;
  if (alert.first_time) {
    const Timestamp end = EndOfWindow(*alert.first_time, rules_.rules[window.rule]);
    if (end.seconds < kEndOfTimes) alert.window_end = end;
  }
  alert.matches = AlertMatches(store_, std::move(ranges));
  for (std::size_t i = 0; i < alert.matches.size(); ++i) {
    const Match match = alert.matches.At(i);
    if (i == 0) {
      alert.title = match.title;
      alert.dedup = ShownDedup(match);
    }
    AddMatch(match, alert);
  }
  return alert;
}

}  // namespace trailsift
