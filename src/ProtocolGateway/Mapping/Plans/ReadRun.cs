using ProtocolGateway.Documents;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Mapping.Plans;

/// <summary>What one reading has found so far.</summary>
internal sealed class ReadRun(ReadContext context, bool fromXml)
{
    public ReadContext Context => context;

    /// <summary>XML writes everything as text, so a number written as text is nothing to report.</summary>
    public bool FromXml => fromXml;

    public List<Fault> Faults { get; } = [];

    public List<Loss> Losses { get; } = [];

    /// <summary>Gaps on our side: the first becomes the hold.</summary>
    public List<Hold> Holds { get; } = [];

    public void Fault(DocumentNode node, string text) => Faults.Add(new Fault(node.Path, text));

    public void Report(LossKind kind, DocumentNode node, string text) => Losses.Add(new Loss(kind, node.Path, text));

    /// <summary>A short quotation of a value, for reports: secrets never stand in mapped documents, but megabytes may.</summary>
    public static string Quote(ReadOnlySpan<char> value)
    {
        if (value.Length <= 64) return $"'{Characters.Shown(value)}'";
        var end = char.IsHighSurrogate(value[60]) ? 60 : 61;
        return $"'{Characters.Shown(value[..end])}...'";
    }
}
