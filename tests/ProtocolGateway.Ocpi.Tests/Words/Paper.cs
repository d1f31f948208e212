using System.Text;
using System.Text.Json.Nodes;
using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Documents;
using ProtocolGateway.Mapping;
using ProtocolGateway.Mapping.Steps;
using ProtocolGateway.Ocpi.Tests.StandIns;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Protocols;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Ocpi.Tests.Words;

/// <summary>OCPI's documents on paper: read, completed and written by the product's own mapping files and steps.</summary>
internal static class Paper
{
    public static readonly string[] Versions = ["2.1.1", "2.2.1", "2.3.0"];

    private static readonly MappingBook Book = Load();

    public static DateTimeOffset At { get; } = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    public static PartyId Cpo { get; } = new("FR", "798");

    public static PartyId Emsp { get; } = new("DE", "ABC");

    public static bool Has(string version, string name) => Book.Find("ocpi-" + version, name) is not null;

    /// <summary>What a document says, and whose it is: in 2.1.1 its connection tells.</summary>
    public static Reading Read(string version, string name, string json)
    {
        var document = Document.FromJson(Encoding.UTF8.GetBytes(json), out var fault) ?? throw new AssertionException(fault!.ToString());
        var reading = Mapping(version, name).Read(document, document.Root, ReadContext.Default);
        return version == "2.1.1" && reading.Message is { } message and not EvseStatusReport
            ? reading with { Message = Ownership.Give(message, message is Token ? Emsp : Cpo) }
            : reading;
    }

    /// <summary>The record as a document of that version; null and the hold where it can't be told.</summary>
    /// <param name="directory">What completes it; null: it is written as it is.</param>
    public static async Task<Written> WriteAsync(string version, string name, object record, IDirectory? directory = null)
    {
        var mapping = Mapping(version, name);
        var completion = new Completion
        {
            Message = record,
            Directory = directory ?? new FileDirectory([], []),
            Sessions = new FileSessions([]),
            Gateway = TestPartners.Gateway,
            At = At,
        };
        if (directory is not null && await mapping.CompleteAsync(completion, CancellationToken.None) is { } held) return new Written(null, held, completion.Losses);
        var context = new WriteContext();
        var buffer = JsonBuffer.Rent();
        try
        {
            buffer.Writer.WriteStartObject();
            var hold = mapping.Write(completion.Message, record, new JsonDocumentWriter(buffer.Writer), context);
            List<Loss> losses = [.. completion.Losses, .. context.Losses];
            if (hold is not null) return new Written(null, hold, losses);
            buffer.Writer.WriteEndObject();
            await AssertValidAsync(version, name, buffer.Text);
            return new Written(buffer.Text, null, losses);
        }
        finally
        {
            JsonBuffer.Return(buffer);
        }
    }

    /// <summary>Whatever the mappings write is valid.</summary>
    private static async Task AssertValidAsync(string version, string name, string json)
    {
        var file = name == "charge-detail-record" ? "cdr" : name;
        if (File.Exists(Path.Combine(Repository.Schemas, "ocpi-" + version, file + ".schema.json")))
            Assert.That(await SchemaOracle.JsonFaultsAsync(json, $"ocpi-{version}/{file}.schema.json"), Is.Empty, json);
    }

    private static CompiledMapping Mapping(string version, string name) =>
        Book.Find("ocpi-" + version, name) ?? throw new AssertionException($"there is no mapping {name} in {version}");

    private static MappingBook Load()
    {
        var load = MappingBook.Load(Repository.Mappings, Repository.Schemas, KnownSteps.All);
        return load.Book ?? throw new AssertionException(string.Join('\n', load.Faults));
    }
}

/// <param name="Text">The document; null when it is held.</param>
internal sealed record Written(string? Text, Hold? Hold, IReadOnlyList<Loss> Losses)
{
    public JsonNode Json => JsonNode.Parse(Text ?? throw new AssertionException($"held: {Hold}"))!;
}
