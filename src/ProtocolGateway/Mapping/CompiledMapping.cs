using System.Collections.ObjectModel;
using ProtocolGateway.Documents;
using ProtocolGateway.Documents.Schemas;
using ProtocolGateway.Mapping.Derivations;
using ProtocolGateway.Mapping.Files;
using ProtocolGateway.Mapping.Plans;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Mapping;

/// <summary>One mapping file, compiled: how one document and one canonical message correspond, in both directions.</summary>
public sealed class CompiledMapping
{
    private readonly Named<IDerivation>[] derivations;
    private readonly Named<IStep>[] steps;

    internal CompiledMapping(
        string name, string dialect, Notation notation, Frame frame, Named<IDerivation>[] derivations, Named<IStep>[] steps,
        IReadOnlyList<string> envelope, FileNotes notes, ElementSchema schema, Position at)
    {
        (this.derivations, this.steps) = (derivations, steps);
        (Name, Dialect, Notation, Frame, Envelope, Parts, Ignored) = (name, dialect, notation, frame, envelope, notes.Parts, notes.Ignored);
        Steps = [.. steps.Select(s => s.What)];
        (Schema, At) = (schema, at);
    }

    /// <summary>The file's name without ending: <c>charge-detail-record</c>.</summary>
    public string Name { get; }

    /// <summary>The folder: <c>emip</c>, <c>ocpi-2.2.1</c>.</summary>
    public string Dialect { get; }

    /// <summary>The canonical record on our side.</summary>
    public Type Record => Frame.Record;

    /// <summary>The steps that complete a message before it is written, in order.</summary>
    public IReadOnlyList<IStep> Steps { get; }

    internal Notation Notation { get; }

    internal Frame Frame { get; }

    /// <summary>Their document.</summary>
    internal ElementSchema Schema { get; }

    /// <summary>Where the file begins; a partner's or profile's own where it has one.</summary>
    internal Position At { get; }

    /// <summary>The elements that the protocol's own code reads and writes, as the file spells them.</summary>
    internal IReadOnlyList<string> Envelope { get; }

    /// <summary>The files of the dialect that describe parts of this one, by name.</summary>
    internal IReadOnlySet<string> Parts { get; }

    /// <summary>What of theirs is lost in silence, since the file says so.</summary>
    public IReadOnlyList<IgnoredElements> Ignored { get; }

    /// <summary>Reads a document; looks nothing up. All faults at once.</summary>
    /// <param name="root">The node that the file calls its document (eMIP: the operation's element; OCPI: the object).</param>
    public Reading Read(Document document, DocumentNode root, ReadContext context)
    {
        var run = new ReadRun(context, Notation == Notation.Xml);
        var record = Frame.Read(document, root, run);
        if (run.Faults.Count == 0) record = Derive(record, run);
        Plausibility.Check(record, run.Losses);
        return new Reading(run.Faults.Count == 0 ? record : null, run.Faults, run.Holds.Count > 0 ? run.Holds[0] : null, run.Losses);
    }

    private object Derive(object record, ReadRun run)
    {
        run.Context.Trail?.HasRead(record);
        foreach (var (derivation, at) in derivations)
        {
            record = derivation.Apply(record, run.Losses);
            run.Context.Trail?.Derived(derivation, at, record);
        }
        return record;
    }

    /// <summary>Runs the steps, in order, until one holds; null when all is well.</summary>
    public async ValueTask<Hold?> CompleteAsync(Completion completion, CancellationToken cancellation)
    {
        foreach (var (step, at) in steps)
        {
            completion.Trail?.Completing(completion);
            if (await step.ApplyAsync(completion, cancellation).ConfigureAwait(false) is { } hold) return hold;
            completion.Trail?.Completed(step, at, completion);
        }
        return null;
    }

    /// <summary>
    /// Writes a message as the members of the document's root: the caller opens and closes the root itself.
    /// A hold means that nothing of what was written may be used.
    /// </summary>
    /// <param name="message">The completed record.</param>
    /// <param name="heard">The record as heard: only what it says can be lost.</param>
    public Hold? Write(object message, object heard, IDocumentWriter writer, WriteContext context)
    {
        if (context.Trail is { } trail) writer = trail.Writing(message, writer);
        var run = new WriteRun(writer, context, Notation);
        Frame.Write(message, heard, run);
        return run.Holds.Count switch
        {
            0 => null,
            1 => run.Holds[0],
            _ => run.Holds[0] with { Text = string.Join("; ", run.Holds.Select(h => h.Text)) },
        };
    }
}

/// <summary>What a file names, and where.</summary>
internal readonly record struct Named<T>(T What, Position At);

/// <summary>What a reading depends on beside the document.</summary>
public sealed record ReadContext
{
    public static ReadContext Default { get; } = new();

    /// <summary>The zone of times written without one.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>What the sender calls parties otherwise than by their ids.</summary>
    public PartyAliases Aliases { get; init; } = PartyAliases.None;

    /// <summary>The sender says <c>Wh</c> and means <c>kWh</c>.</summary>
    public bool WhMeansKWh { get; init; }

    /// <summary>Is told what happens; null where nobody asks.</summary>
    public Trail? Trail { get; init; }
}

/// <summary>What a writing depends on beside the message, and where it reports.</summary>
public sealed class WriteContext
{
    /// <summary>Values for the document elements that the mapping file lists under <c>envelope:</c>, by path (<c>transactionId</c>).</summary>
    public IReadOnlyDictionary<string, string> Envelope { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>What stands between country and id of a party: <c>*</c> unless a partner wants <c>-</c> or nothing.</summary>
    public string PartySeparator { get; init; } = "*";

    /// <summary>What the partner calls parties otherwise than by their ids.</summary>
    public PartyAliases Aliases { get; init; } = PartyAliases.None;

    /// <summary>Meter reports of energy are told in <c>kWh</c> instead of <c>Wh</c>.</summary>
    public bool EnergyInKWh { get; init; }

    /// <summary>Is told what happens; null where nobody asks.</summary>
    public Trail? Trail { get; init; }

    public List<Loss> Losses { get; } = [];

    /// <summary>For another document to the same partner, with nothing reported yet.</summary>
    public WriteContext Anew(IReadOnlyDictionary<string, string>? envelope = null) => new()
    {
        Envelope = envelope ?? ReadOnlyDictionary<string, string>.Empty,
        PartySeparator = PartySeparator,
        Aliases = Aliases,
        EnergyInKWh = EnergyInKWh,
        Trail = Trail,
    };
}
