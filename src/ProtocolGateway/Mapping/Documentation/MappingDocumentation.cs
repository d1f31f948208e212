namespace ProtocolGateway.Mapping.Documentation;

/// <summary>What is made from mapping files and records for people: pages and the editors' schema.</summary>
public static class MappingDocumentation
{
    /// <summary>Writes a page for each message, and takes away pages of messages that are no more. The number of pages.</summary>
    /// <param name="mappings">The folder that the book was made of.</param>
    /// <param name="pages">Made if missing.</param>
    public static int WritePages(MappingBook book, string mappings, string pages)
    {
        System.IO.Directory.CreateDirectory(pages);
        var written = Pages(book, Path.GetRelativePath(pages, mappings));
        foreach (var old in System.IO.Directory.GetFiles(pages, "*.md").Where(f => !written.ContainsKey(Path.GetFileName(f)))) File.Delete(old);
        foreach (var (name, text) in written) File.WriteAllText(Path.Combine(pages, name), text);
        return written.Count - 1;
    }

    /// <summary>The pages by file name.</summary>
    /// <param name="folder">The mapping files, as seen from the pages.</param>
    public static IReadOnlyDictionary<string, string> Pages(MappingBook book, string folder) =>
        new MessagePages(book, OurWords.Read(AppContext.BaseDirectory), folder.Replace('\\', '/')).Write();

    /// <summary>Writes the editors' schema of a folder of schemas anew; false where there is none, or nothing to change.</summary>
    public static bool RefreshEditorSchema(string schemas)
    {
        var file = Path.Combine(schemas, "mapping.schema.json");
        if (!File.Exists(file)) return false;
        var text = File.ReadAllText(file);
        var fresh = EditorSchema(text);
        if (fresh != text) File.WriteAllText(file, fresh);
        return fresh != text;
    }

    /// <summary>The editors' schema with records, paths, conversions, steps and derivations as they are.</summary>
    public static string EditorSchema(string schema) => new EditorSchema(OurWords.Read(AppContext.BaseDirectory)).Fill(schema);
}
