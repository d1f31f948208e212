using System.Text.Json.Nodes;

namespace ProtocolGateway.Ocpi.Tests.Words;

/// <summary>The examples that are parts of an object, or changes to it: laid over our own whole document, they survive like it.</summary>
internal sealed class PartTests
{
    [TestCaseSource(nameof(Parts))]
    public async Task A_part_within_our_own_document_is_said_again_as_it_was(string version, string file)
    {
        var (name, member) = PlaceOf(file)!.Value;
        var part = JsonNode.Parse(Examples.TextOf(version, file))!;
        if (member is not null && part[member] is null) part = new JsonObject { [member] = member == "directions" ? new JsonArray(part) : part };
        var whole = JsonNode.Parse(OwnVersionTests.TextOf(version, name))!;
        Merge(whole.AsObject(), part.AsObject());
        var reading = Paper.Read(version, name, whole.ToJsonString());
        Assert.That((reading.Faults.Count, reading.Hold), Is.EqualTo((0, (Protocols.Hold?)null)));
        var written = await Paper.WriteAsync(version, name, reading.Message!);

        Assert.That(Differences.Between(whole, written.Json), Is.Empty, written.Text);
    }

    /// <summary>The mapping, and the member of its document that the example is; null: it is a change of the object itself.</summary>
    private static (string Name, string? Member)? PlaceOf(string file) => file switch
    {
        _ when file.StartsWith("location_energymix", StringComparison.Ordinal) => ("location", "energy_mix"),
        _ when file.StartsWith("location_hours", StringComparison.Ordinal) || file.StartsWith("location_regularhours", StringComparison.Ordinal) => ("location", "opening_times"),
        "type_displaytext_example.json" => ("location", "directions"),
        "location_patch_example_location.json" => ("location", null),
        "location_patch_example_tariff.json" => ("connector", null),
        "location_patch_example_remove_evse.json" or "location_patch_example_status.json" => ("evse-status", null),
        _ when file.StartsWith("session_patch", StringComparison.Ordinal) => ("session", null),
        "tariff_patch_example.json" => ("tariff", null),
        "token_patch_example.json" => ("token", null),
        _ => null,
    };

    /// <summary>RFC 7396 for objects without nulls.</summary>
    private static void Merge(JsonObject whole, JsonObject change)
    {
        foreach (var (name, value) in change)
            if (value is JsonObject part && whole[name] is JsonObject below) Merge(below, part);
            else whole[name] = value?.DeepClone();
    }

    private static IEnumerable<TestCaseData> Parts() =>
        from example in Examples.All()
        where PlaceOf(example.File) is not null
        select new TestCaseData(example.Version, example.File);
}
