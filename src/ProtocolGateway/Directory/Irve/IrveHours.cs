using System.Globalization;
using System.Text.RegularExpressions;
using ProtocolGateway.Canonical;

namespace ProtocolGateway.Directory.Irve;

/// <summary>The column <c>horaires</c>, in the part of OpenStreetMap's opening hours that the schema allows: <c>24/7</c>, <c>Mo-Fr 08:00-12:00,Sa 09:00-18:00</c>.</summary>
internal static partial class IrveHours
{
    private static readonly string[] Days = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

    /// <summary>Null where it says something else.</summary>
    public static Hours? Read(string text)
    {
        if (text.Trim() == "24/7") return new Hours { Twentyfourseven = true };
        if (Rule().Replace(text, "").Trim(' ', ',', ';').Length > 0 || Rule().Matches(text) is not { Count: > 0 } rules) return null;
        var hours = rules.SelectMany(Hours).Order(Comparer<RegularHours>.Create((a, b) => (a.Weekday, a.PeriodBegin).CompareTo((b.Weekday, b.PeriodBegin)))).ToList();
        return hours.Count == 0 ? null : new Hours { Twentyfourseven = false, RegularHours = hours };
    }

    private static IEnumerable<RegularHours> Hours(Match rule) =>
        from weekday in Weekdays(rule.Groups["days"].Value)
        select new RegularHours { Weekday = weekday, PeriodBegin = Time(rule.Groups["from"].Value), PeriodEnd = Time(rule.Groups["to"].Value) };

    /// <summary>1 is Monday.</summary>
    private static IEnumerable<int> Weekdays(string text)
    {
        foreach (var part in text.Split(','))
        {
            var ends = part.Split('-').Select(d => Array.IndexOf(Days, d.Trim())).ToList();
            for (var day = ends[0]; ; day = (day + 1) % Days.Length)
            {
                yield return day + 1;
                if (day == ends[^1]) break;
            }
        }
    }

    /// <summary>OCPI knows no 24:00.</summary>
    private static string Time(string text) => text == "24:00" ? "23:59" : TimeOnly.Parse(text, CultureInfo.InvariantCulture).ToString("HH:mm", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<days>(Mo|Tu|We|Th|Fr|Sa|Su)([-,]\s*(Mo|Tu|We|Th|Fr|Sa|Su))*)\s+(?<from>([01]?\d|2[0-3]):[0-5]\d)\s*-\s*(?<to>([01]?\d|2[0-3]):[0-5]\d|24:00)", RegexOptions.ExplicitCapture)]
    private static partial Regex Rule();
}
