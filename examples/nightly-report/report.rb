# A table of what a day brought: bookings, check-ins and charges. For cron:
#
#   15 3 * * *  TOKEN=… ruby report.rb https://harbour.example.com > "/srv/reports/$(date -d yesterday +\%F).csv"
#
# Without a day (2026-03-02) it is yesterday. Needs nothing but Ruby. A token for reading is enough:
# kontor token create --email owner@demo.test --scope "read_bookings read_check_ins read_charges read_memberships" --space harbour
require "date"
require "json"
require "net/http"
require "uri"

space, day = ARGV
token = ENV["TOKEN"]
abort "TOKEN=… ruby report.rb SPACE [DAY]" unless space && token
day = day ? Date.iso8601(day) : Date.today - 1

HOME = URI(space)
HTTP = Net::HTTP.new(HOME.host, HOME.port)
HTTP.use_ssl = HOME.scheme == "https"
HTTP.ipaddr = "127.0.0.1" if HOME.host.end_with?(".localhost") # which not every resolver knows

def ask(token, path, **query)
  path += "?#{URI.encode_www_form(query)}" unless query.empty?
  response = HTTP.get("/api#{path}", "Authorization" => "Bearer #{token}")
  abort "#{path}: #{response.code} #{response.body}" unless response.is_a?(Net::HTTPSuccess)
  JSON.parse(response.body)
end

# What people typed must not become a formula where the table is opened (OWASP, CSV injection).
def cell(value)
  text = value.to_s
  text = "'#{text}" if text.match?(/\A[=+\-@\t\r]/) && !text.match?(/\A-?\d+(\.\d+)?\z/)
  text.match?(/[",\r\n]/) ? "\"#{text.gsub('"', '""')}\"" : text
end

def row(*cells) = puts(cells.map { |value| cell(value) }.join(","))

row "what", "from", "to", "member", "about", "amount", "currency"
ask(token, "/bookings", from: day, to: day).each do |booking|
  who = booking.dig("membership", "name")
  row "booking", booking["from"], booking["to"], who, booking.dig("resource", "name"), booking["price"], booking["currency"]
end
ask(token, "/work_sessions", from: day, to: day).each do |visit|
  row "check-in", visit["valid_from"], visit["valid_until"], visit.dig("membership", "name"), visit["guest_name"], nil, nil
end
charges = ask(token, "/charges", from: day, to: day)
names = charges.empty? ? {} : ask(token, "/memberships").to_h { |member| [member["id"], member["name"]] }
charges.each do |charge|
  row "charge", charge["charged_at"], nil, names[charge["membership_id"]], charge["description"], charge["amount"], charge["currency"]
end
