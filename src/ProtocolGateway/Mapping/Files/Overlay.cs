namespace ProtocolGateway.Mapping.Files;

/// <summary>
/// A partner's own version of a file: its rows replace all rows with the same left side, new ones are added, a right side
/// <c>none</c> removes; blocks merge by what they name.
/// </summary>
internal static class Overlay
{
    public static MappingFile Apply(MappingFile file, MappingFile overlay, List<MappingFault> faults)
    {
        Same("message", file.Message, overlay.Message, faults);
        Same("document", file.Document, overlay.Document, faults);
        CheckRemoved(file, overlay, faults);
        var replaced = overlay.Body.Rows.Select(Left).ToHashSet(StringComparer.Ordinal);
        return new MappingFile
        {
            Path = overlay.Path,
            Dialect = file.Dialect,
            Name = file.Name,
            Message = file.Message,
            Document = file.Document,
            Root = overlay.Root ?? file.Root,
            Envelope = overlay.Envelope.Count > 0 ? overlay.Envelope : file.Envelope,
            AfterReading = overlay.AfterReading.Count > 0 ? overlay.AfterReading : file.AfterReading,
            BeforeWriting = overlay.BeforeWriting.Count > 0 ? overlay.BeforeWriting : file.BeforeWriting,
            Adds = [.. file.Adds, .. overlay.Adds],
            Body = new Block
            {
                Rows = [.. file.Body.Rows.Where(r => !replaced.Contains(Left(r))), .. overlay.Body.Rows.Where(r => !r.Removes)],
                Hold = Merge(file.Body.Hold, overlay.Body.Hold),
                Implied = Merge(file.Body.Implied, overlay.Body.Implied),
                // What it has a row for is told.
                Untold = Merge([.. file.Body.Untold.Where(u => !replaced.Contains(u.Subject.Text))], overlay.Body.Untold),
                Ignored = Merge(file.Body.Ignored, overlay.Body.Ignored),
            },
        };
    }

    private static string Left(RowSource row) => row.Left.Text.Replace("[]", "", StringComparison.Ordinal);

    private static void Same(string key, Located? below, Located? own, List<MappingFault> faults)
    {
        if (own is { } named && below is { } right && named.Text != right.Text)
            faults.Add(new MappingFault(named.At, $"the file below is about {right}, not '{named}'", $"leave '{key}:' out"));
    }

    private static void CheckRemoved(MappingFile file, MappingFile overlay, List<MappingFault> faults)
    {
        var known = file.Body.Rows.Select(Left).Distinct().ToList();
        foreach (var row in overlay.Body.Rows.Where(r => r.Removes && !known.Contains(Left(r))))
            faults.Add(new MappingFault(row.Left.At, $"'{row.Left}: none' takes away nothing: {file.Name}.yaml of {file.Dialect} has no such row",
                $"its rows are {string.Join(", ", known)}{Nearest.Hint(Left(row), known)}"));
        foreach (var option in overlay.Body.Rows.Where(r => r.Removes).SelectMany(r => r.Options))
            faults.Add(new MappingFault(option.At, $"'{option}' has no effect on a row that takes away", "leave it out"));
    }

    private static List<Reasoned> Merge(IReadOnlyList<Reasoned> ours, IReadOnlyList<Reasoned> theirs)
    {
        var named = theirs.Select(r => r.Subject.Text).ToHashSet(StringComparer.Ordinal);
        return [.. ours.Where(r => !named.Contains(r.Subject.Text)), .. theirs];
    }
}
