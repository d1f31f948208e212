using ProtocolGateway.Documents;
using ProtocolGateway.Documents.Schemas;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Mapping.Plans;

/// <summary>What one writing has met so far.</summary>
internal sealed class WriteRun(IDocumentWriter writer, WriteContext context, Notation notation)
{
    public IDocumentWriter Writer => writer;

    public WriteContext Context => context;

    public Notation Notation => notation;

    /// <summary>What no schema knows of the record that is being written; null for nothing.</summary>
    public OthersWriting? Others { get; set; }

    /// <summary>What is being written was tried out on paper, and nothing of it had to be left out or held.</summary>
    public bool Proven { get; set; }

    /// <summary>Why the document can't be said: the first becomes the hold.</summary>
    public List<Hold> Holds { get; } = [];

    public void Hold(string code, string place, string text) => Holds.Add(new Hold(code, $"{place}: {text}"));

    public void Report(LossKind kind, string place, string text) => Context.Losses.Add(new Loss(kind, place, text));
}
