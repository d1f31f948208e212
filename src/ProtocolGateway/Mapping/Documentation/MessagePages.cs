using System.Text;
using System.Text.Json;

namespace ProtocolGateway.Mapping.Documentation;

/// <summary>Writes, from the mapping files themselves, a page for each message: where every dialect tells each of its fields, or why not.</summary>
/// <param name="folder">Where the mapping files lie, as seen from the pages.</param>
internal sealed class MessagePages(MappingBook book, OurWords words, string folder)
{
    public const string Index = "README.md";

    /// <summary>The pages by their file names, and <c>README.md</c>, which lists them.</summary>
    public IReadOnlyDictionary<string, string> Write()
    {
        var pages = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var all = book.Dialects.GroupBy(m => m.Record).OrderBy(g => g.Key.Name, StringComparer.Ordinal).ToList();
        var names = all.Select(g => g.Key).ToHashSet();
        foreach (var message in all)
        {
            // A file that another one uses as a whole says nothing of its own.
            var mappings = message.Where(m => !message.Any(o => o.Dialect == m.Dialect && o.Parts.Contains(m.Name))).OrderBy(m => m.Dialect, StringComparer.Ordinal).ThenBy(m => m.Name, StringComparer.Ordinal).ToList();
            pages[FileOf(message.Key)] = new MessagePage(message.Key, mappings, words, folder, names).Write();
        }
        pages[Index] = WriteIndex(all);
        return pages;
    }

    public static string FileOf(Type record) => JsonNamingPolicy.KebabCaseLower.ConvertName(record.Name) + ".md";

    private string WriteIndex(IReadOnlyList<IGrouping<Type, CompiledMapping>> all)
    {
        var text = new StringBuilder("""
            # Messages

            What each message of ours is in every dialect, made from the mapping files by `mappings doc`: change those, and run it again.

            | message | what it is | dialects |
            |---|---|---|

            """);
        foreach (var message in all)
            text.Append($"| [{message.Key.Name}]({FileOf(message.Key)}) | {words.Of(message.Key)} | {string.Join(", ", message.Select(m => m.Dialect).Distinct().Order(StringComparer.Ordinal))} |\n");
        return text.ToString();
    }
}
