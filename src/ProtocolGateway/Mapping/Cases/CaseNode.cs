using ProtocolGateway.Mapping.Files;

namespace ProtocolGateway.Mapping.Cases;

/// <summary>What a value in a case was written as.</summary>
internal enum CaseKind
{
    Object,
    List,

    /// <summary>A word whose kind the schema or the record decides.</summary>
    Plain,

    /// <summary>In quotes: text, whatever it looks like.</summary>
    Text,
    Number,
    True,
    False,

    /// <summary>Nothing: a value that is not there.</summary>
    Nothing,
}

/// <summary>A value in a case, and where it stands: a document of theirs, a record of ours, or a part of either.</summary>
internal sealed class CaseNode(CaseKind kind, Position at, string text = "")
{
    private readonly List<(string Name, CaseNode Value)> members = [];

    public CaseKind Kind => kind;

    public Position At => at;

    /// <summary>The word; empty for objects, lists and nothing.</summary>
    public string Text => text;

    /// <summary>Of an object, in the order in which they were written; the names of a list's items are empty.</summary>
    public IReadOnlyList<(string Name, CaseNode Value)> Members => members;

    public IEnumerable<CaseNode> Items => members.Select(m => m.Value);

    /// <summary>True for what holds no value at all, however deep.</summary>
    public bool IsEmpty => kind == CaseKind.Nothing || (kind is CaseKind.Object or CaseKind.List && members.TrueForAll(m => m.Value.IsEmpty));

    public CaseNode? Member(string name)
    {
        foreach (var member in members)
            if (member.Name == name) return member.Value;
        return null;
    }

    public void Add(string name, CaseNode value) => members.Add((name, value));

    public void Add(CaseNode item) => members.Add(("", item));

    /// <summary>Puts a value where that of the same name was, else at the end.</summary>
    public void Put(string name, CaseNode value)
    {
        var place = members.FindIndex(m => m.Name == name);
        if (place < 0) members.Add((name, value));
        else members[place] = (name, value);
    }

    public void Put(int index, CaseNode item)
    {
        while (members.Count <= index) Add(new CaseNode(CaseKind.Object, item.At));
        members[index] = ("", item);
    }

    public CaseNode Copy()
    {
        var copy = new CaseNode(kind, at, text);
        foreach (var (name, value) in members) copy.Add(name, value.Copy());
        return copy;
    }

    /// <summary>As a person would write it, on one line.</summary>
    public override string ToString() => kind switch
    {
        CaseKind.Object => "{ " + string.Join(", ", members.Select(m => $"{m.Name}: {m.Value}")) + " }",
        CaseKind.List => "[ " + string.Join(", ", Items) + " ]",
        CaseKind.Nothing => "nothing",
        CaseKind.True => "true",
        CaseKind.False => "false",
        _ => text,
    };
}
