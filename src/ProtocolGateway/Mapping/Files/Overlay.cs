namespace ProtocolGateway.Mapping.Files;

/// <summary>
/// A partner's own version of a file: its rows replace all rows with the same left side, new ones are added, a right side
/// <c>none</c> removes; blocks merge by what they name.
/// </summary>
internal static class Overlay
{
    public static MappingFile Apply(MappingFile file, MappingFile overlay)
    {
        var replaced = overlay.Body.Rows.Select(r => r.Left.Text).ToHashSet(StringComparer.Ordinal);
        return new MappingFile
        {
            Path = overlay.Path,
            Dialect = file.Dialect,
            Name = file.Name,
            Message = file.Message,
            Document = file.Document,
            Root = overlay.Root ?? file.Root,
            Envelope = overlay.Envelope.Count > 0 ? overlay.Envelope : file.Envelope,
            BeforeWriting = overlay.BeforeWriting.Count > 0 ? overlay.BeforeWriting : file.BeforeWriting,
            Body = new Block
            {
                Rows = [.. file.Body.Rows.Where(r => !replaced.Contains(r.Left.Text)), .. overlay.Body.Rows.Where(r => !r.Removes)],
                Hold = Merge(file.Body.Hold, overlay.Body.Hold),
                Implied = Merge(file.Body.Implied, overlay.Body.Implied),
                Untold = Merge(file.Body.Untold, overlay.Body.Untold),
                Ignored = Merge(file.Body.Ignored, overlay.Body.Ignored),
            },
        };
    }

    private static List<Reasoned> Merge(IReadOnlyList<Reasoned> ours, IReadOnlyList<Reasoned> theirs)
    {
        var named = theirs.Select(r => r.Subject.Text).ToHashSet(StringComparer.Ordinal);
        return [.. ours.Where(r => !named.Contains(r.Subject.Text)), .. theirs];
    }
}
