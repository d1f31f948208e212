using ProtocolGateway.Canonical;
using ProtocolGateway.Mapping.Preview;
using ProtocolGateway.Ocpi.Tests.Inbound.Objects;
using ProtocolGateway.Ocpi.Tests.StandIns;

namespace ProtocolGateway.Ocpi.Tests.Previews;

/// <summary>What edited mapping files would make of what partners put and changed.</summary>
public sealed class PreviewTests : ObjectsTest
{
    private const string Kinds = "ocpi-2.2.1/_dialect.yaml";

    [Test]
    public async Task What_was_put_whole_is_read_and_written_anew_and_a_part_of_it_only_written()
    {
        await SayAsync("PUT", $"{Locations}/LOC1", Location().ToJsonString());
        await SayAsync("PUT", $"{Locations}/LOC1/3257", Evse("3257", "2026-10-01T10:30:00Z"));
        await SayAsync("PUT", $"{Tariffs}/T1", Tariff().ToJsonString());
        await SayAsync("DELETE", $"{Tariffs}/T1");

        var reading = await PreviewAsync("HOTEL <- MALL", nameof(LocationPublished));
        Assert.That((reading.Messages, reading.WritingOnly), Is.EqualTo((2, 1)));
        Assert.That(reading.Fields.Select(f => (f.Mapping, f.Field, f.Messages, f.Before, f.After)), Is.EqualTo(new[] { ("ocpi-2.2.1/location", "facilities[]", 1, "MALL", "HOTEL") }));

        var writing = await PreviewAsync("MALL -> AIRPORT", nameof(LocationPublished));
        Assert.That((writing.Same, writing.Fields.Single().Messages, string.Join(' ', writing.Fields.Single().Partners)), Is.EqualTo((0, 2, "emsp")));

        var tariffs = await PreviewAsync("HOTEL <- MALL", nameof(TariffPublished));
        Assert.That((tariffs.Messages, tariffs.Same), Is.EqualTo((2, 2)), "a withdrawal has nothing to write");
    }

    private async Task<MappingImpact> PreviewAsync(string code, string message)
    {
        var running = TestMappings.All.Current;
        var edited = running.Files.Text(Kinds)!.Replace("  facility:\n", $"  facility:\n    codes:\n      - {code}\n", StringComparison.Ordinal);
        var load = running.With(running.Files.With(new Dictionary<string, string?> { [Kinds] = edited }, out _)!);
        Assert.That(load.Faults, Is.Empty);
        return await Engine.Get<IMappingPreview>().RunAsync(new() { Since = DateTimeOffset.UtcNow.AddHours(-1), Message = message }, running, load.Book!, CancellationToken.None);
    }
}
