namespace ProtocolGateway.Mapping.Plans;

/// <summary>An object with members, in the schema's order.</summary>
internal sealed class ObjectNode : WriteNode
{
    private readonly WriteNode[] children;

    /// <summary>A conversion that writes several members at once, in the place of the first.</summary>
    private readonly ValueNode? converted;

    public ObjectNode(Place place) : base(place)
    {
        var rows = place.Rows.Where(r => r.Writes && r.TakesObject).ToArray();
        converted = rows.Length > 0 ? new ValueNode(place, rows) : null;
        children = [.. place.Children.Select(Build).OfType<WriteNode>()];
    }

    public bool IsEmpty => converted is null && children.Length == 0;

    public override bool Will(object record)
    {
        if (converted?.Will(record) == true) return true;
        foreach (var child in children)
            if (child.Will(record)) return true;
        return false;
    }

    public override bool Write(object record, WriteRun run)
    {
        if (!Will(record)) return false;
        run.Writer.Open(Schema.Name);
        WriteMembers(record, run);
        run.Others?.WriteIn(Path, run);
        run.Writer.Close();
        return true;
    }

    /// <summary>Writes the members into the object that is open; what is mandatory and not there is a hold.</summary>
    public void WriteMembers(object record, WriteRun run)
    {
        foreach (var child in children)
            if (!child.Write(record, run) && child.Mandatory)
                run.Hold("Incomplete", child.Path, "mandatory, and neither the message nor the directory tells it");
        converted?.WriteMembers(record, run);
    }
}
