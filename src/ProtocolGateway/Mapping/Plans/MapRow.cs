using ProtocolGateway.Documents;
using ProtocolGateway.Mapping.Files;

namespace ProtocolGateway.Mapping.Plans;

/// <summary>What a row needs while a document is read.</summary>
internal ref struct ReadFrame
{
    public required Document Document;

    /// <summary>For each element of the plan, the node that stands for it; -1 where it is missing.</summary>
    public required Span<int> At;

    public required object Record;

    public required ReadRun Run;

    /// <summary>Members that no schema knows, where the record keeps them.</summary>
    public Dictionary<string, string>? Unknown;

    public readonly DocumentNode Node(int slot) => new(Document, At[slot]);
}

/// <summary>One row, compiled.</summary>
internal abstract class MapRow(RowSource source, OurPath ours)
{
    public RowSource Source => source;

    public OurPath Ours => ours;

    public Condition? When { get; init; }

    public bool Reads => source.Only?.Text != "writing";

    public bool Writes => source.Only?.Text != "reading";

    /// <summary>The slot of the element that it reads.</summary>
    public int Slot { get; set; } = -1;

    public abstract void Read(ref ReadFrame frame);

    /// <summary>True when the record has something that this row would write.</summary>
    public abstract bool Will(object record);
}
