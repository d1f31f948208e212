using System.Globalization;
using ProtocolGateway.Mapping.Preview;

namespace ProtocolGateway.Host.Commands;

/// <summary>What edited mapping files would change, for people: as tests show it, what is now above what would be.</summary>
internal static class ImpactText
{
    /// <param name="mappings">The folder of the edited files.</param>
    public static void Write(MappingImpact impact, string mappings)
    {
        Line($"{Count(impact.Messages, "message")} since {impact.Since.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}, by the version in force ({impact.Before}) and by {mappings} ({impact.After})");
        if (impact.Before == impact.After) Line($"The files are those in force.");
        Line($"{impact.Same} come to the same{(impact.HeldBoth > 0 ? $", of them {impact.HeldBoth} held or refused by both" : "")}; {impact.Different} to something else");
        if (impact.IsCut) Line($"There are more: --limit says how many of the newest are looked at");
        if (impact.Deleted > 0) Line($"{impact.Deleted} have had their documents deleted by retention: only how they are written was looked at");
        if (impact.WritingOnly > 0) Line($"{impact.WritingOnly} were not heard as one document each, or are owed in another form: only how they are written was looked at");
        if (impact.PartnerGone > 0) Line($"{impact.PartnerGone} are for partners that the settings don't have: only how they are read was looked at");
        if (impact.Failures > 0) Line($"{impact.Failures} could not be looked at, by a bug of ours: {string.Join(", ", impact.Failed)}{(impact.Failures > impact.Failed.Count ? ", ..." : "")}");
        foreach (var group in impact.Outcomes) Write($"would be {group.Field}", group);
        foreach (var group in impact.Fields) Write(group.Field, group);
        foreach (var group in impact.Reports) Write($"reported, {group.Field}", group);
        if (impact.Unlisted > 0) Line($"{Count(impact.Unlisted, "more difference")} not listed");
    }

    private static void Write(string what, ImpactGroup group)
    {
        System.Console.WriteLine();
        Line($"{group.Mapping}: {what}: {group.Messages} {group.Message} ({string.Join(", ", group.Partners)}), such as {group.Example}");
        System.Console.WriteLine($"  - {group.Before}");
        System.Console.WriteLine($"  + {group.After}");
    }

    private static string Count(int number, string what) => number == 1 ? $"1 {what}" : string.Create(CultureInfo.InvariantCulture, $"{number} {what}s");

    private static void Line(FormattableString text) => System.Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
