using ProtocolGateway.Mapping.Cases;

namespace ProtocolGateway.Tests.Mapping.Cases;

/// <summary>A small mapping of tokens, and cases to try on it.</summary>
internal sealed class Bench : IDisposable
{
    private const string Schema =
        """
        "required": [ "uid" ], "properties": {
          "uid": { "type": "string" }, "kind": { "type": "string", "enum": [ "CARD", "APP", "PHONE" ] }, "until": { "type": "string", "format": "date-time" },
          "places": { "type": "array", "items": { "type": "object", "properties": { "place": { "type": "string" }, "spots": { "type": "integer" } } } },
          "old": { "type": "boolean" } }
        """;

    private const string Mapping =
        """
        message: Token
        document: Thing
        rows:
          - uid
          - type: kind
            codes:
              - RFID  <-> CARD
              - OTHER <-  APP or PHONE
              - OTHER or APP_USER -> APP
            unknown: hold
          - last_updated: until
          - valid: old
        hold:
          group_id is there: Grouped - groups can't be told
        implied:
          party: the address says it
        untold:
          contract_id, visual_number, issuer, whitelist, language, default_profile_type, energy_contract: no place
        ignored:
          places: nobody asks
        """;

    private readonly Workshop workshop = Workshop.Of(Schema, Mapping);

    /// <summary>Runs cases, written as they stand below <c>cases:</c>.</summary>
    public Task<CaseResults> RunAsync(string cases) => RunFileAsync("cases:\n" + cases);

    public async Task<CaseResults> RunFileAsync(string text, string file = "x/cases/thing.yaml")
    {
        workshop.Write(file, text);
        var load = workshop.Load();
        Assert.That(load.Faults, Is.Empty);
        return await MappingCases.RunAsync(workshop.Folder, load.Book!, CancellationToken.None);
    }

    public Bench Beside(string file, string text)
    {
        workshop.Write(file, text);
        return this;
    }

    /// <summary>What is wrong, with paths below the folder of mappings.</summary>
    public IReadOnlyList<string> Told(IEnumerable<object> faults) =>
        [.. faults.Select(f => f.ToString()!.Replace(workshop.Folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal))];

    public void Dispose() => workshop.Dispose();
}
