using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml.Linq;

namespace ProtocolGateway.Host.Demo;

/// <summary>Two documents in two columns.</summary>
internal static class SideBySide
{
    private const string Between = "  |  ";
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Print(TextWriter output, string leftTitle, string left, string rightTitle, string right)
    {
        var (leftLines, rightLines) = (Lines(left), Lines(right));
        var width = Math.Max(leftTitle.Length, leftLines.Max(l => l.Length));
        var other = Math.Max(rightTitle.Length, rightLines.Max(l => l.Length));
        output.WriteLine();
        Row(leftTitle, rightTitle);
        output.WriteLine($"{new string('-', width + 2)}+{new string('-', other + 2)}");
        for (var i = 0; i < Math.Max(leftLines.Count, rightLines.Count); i++)
            Row(i < leftLines.Count ? leftLines[i] : "", i < rightLines.Count ? rightLines[i] : "");

        void Row(string one, string two) => output.WriteLine($"{one.PadRight(width)}{Between}{two}".TrimEnd());
    }

    /// <summary>Wire documents are compact; people need lines. Long namespace declarations get lines of their own.</summary>
    private static List<string> Lines(string document)
    {
        var text = document.TrimStart('\uFEFF', ' ', '\n');
        if (!text.StartsWith('<')) return [.. JsonSerializer.Serialize(JsonDocument.Parse(text).RootElement, Readable).Split('\n')];
        return [.. XDocument.Parse(text).ToString().Replace(" xmlns", "\n    xmlns", StringComparison.Ordinal).Split('\n')];
    }
}
