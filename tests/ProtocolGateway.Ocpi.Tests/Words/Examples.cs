using System.Text.Json;
using ProtocolGateway.Ocpi.Tests.StandIns;

namespace ProtocolGateway.Ocpi.Tests.Words;

/// <summary>The specification's examples, which are read where they are; none where they are not at hand.</summary>
internal static class Examples
{
    /// <summary>Version and file of every example.</summary>
    public static IEnumerable<(string Version, string File)> All() => Places.Samples is null
        ? []
        : from version in Paper.Versions
          from path in System.IO.Directory.EnumerateFiles(Path.Combine(Places.Samples, version), "*.json").Order(StringComparer.Ordinal)
          select (version, Path.GetFileName(path));

    public static string TextOf(string version, string file) => File.ReadAllText(Path.Combine(Places.Samples!, version, file));

    /// <summary>The mapping that a complete example is a document of; null for parts, patches, envelopes and configuration.</summary>
    public static string? MappingOf(string file) =>
        file.Contains("_patch_", StringComparison.Ordinal) ? null
        : file.StartsWith("location_put_", StringComparison.Ordinal) ? "evse"
        : file is "location_regularhours_example.json" || file.StartsWith("location_energymix", StringComparison.Ordinal) || file.StartsWith("location_hours", StringComparison.Ordinal) ? null
        : file.Split('_')[0] switch
        {
            "cdr" => "charge-detail-record",
            "location" => "location",
            "session" => "session",
            "tariff" or "tariffrestriction" => "tariff",
            "token" => "token",
            _ => null,
        };

    /// <summary>Where an example breaks its version's field tables, as <c>violations.json</c> says: the path and what is wrong.</summary>
    public static IReadOnlyList<(string Path, string Detail)> DefectsOf(string version, string file)
    {
        using var list = JsonDocument.Parse(File.ReadAllText(Path.Combine(Places.Samples!, "violations.json")));
        return [..
            from defect in list.RootElement.GetProperty("violations").EnumerateArray()
            where defect.GetProperty("file").GetString() == $"{version}/{file}" && defect.GetProperty("kind").GetString() == "field table"
            select (defect.GetProperty("path").GetString()!, defect.GetProperty("detail").GetString()!)];
    }
}
