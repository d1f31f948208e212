using ProtocolGateway.Documents;
using ProtocolGateway.Mapping.Conversions;
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

    /// <summary>The record keeps members that no schema knows.</summary>
    public required bool KeepsUnknown;

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

    /// <summary>True when it, or what its items are made of, stands in a part's file, whose own round trip shows all its codes.</summary>
    public bool IsOfPart { get; set; }

    /// <summary>The lines that brought it here: of the objects that it is in, and of the file that uses its part.</summary>
    public List<Located> Within { get; } = [];

    /// <summary>Their element, by its path in the document; null for a constant.</summary>
    public string? Theirs { get; set; }

    /// <summary>The table of a row of codes.</summary>
    public virtual ICodeConversion? Codes => null;

    /// <summary>The slot of the element that it reads.</summary>
    public int Slot { get; set; } = -1;

    /// <summary>The slots of the other rows that read something into the same object of ours; null when the field is the record's own.</summary>
    public int[]? Neighbours { get; set; }

    /// <summary>True when it may supply a value that nothing has read.</summary>
    public virtual bool Fills => false;

    /// <summary>Reads its element, which is there.</summary>
    public abstract void Read(ref ReadFrame frame);

    /// <summary>Runs when the rows of the field have been read.</summary>
    public virtual void Fill(ref ReadFrame frame) { }

    /// <summary>An object that nothing else would fill is not made for a value that nobody said.</summary>
    protected bool HasHome(in ReadFrame frame)
    {
        if (Neighbours is null) return true;
        foreach (var slot in Neighbours)
            if (frame.At[slot] >= 0) return true;
        return false;
    }

    /// <summary>True when the record has something that this row would write.</summary>
    public abstract bool Will(object record);
}
