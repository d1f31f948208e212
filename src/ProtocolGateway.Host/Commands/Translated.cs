using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using ProtocolGateway.Canonical;
using ProtocolGateway.Mapping;
using ProtocolGateway.Mapping.Explaining;
using ProtocolGateway.Mapping.Versions;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Host.Commands;

/// <summary>What came of translating a document.</summary>
internal sealed record Translated
{
    /// <summary>Null when there is none.</summary>
    private string? Text { get; init; }

    private IReadOnlyList<Loss> Losses { get; init; } = [];

    /// <summary>Why there is no text.</summary>
    private IReadOnlyList<object> Faults { get; init; } = [];

    /// <summary>What each field of the text came from; null where nobody asked.</summary>
    private IReadOnlyList<ExplainedField>? Fields { get; init; }

    public static Translated To(string text, IReadOnlyList<ExplainedField>? fields) => new() { Text = text.EndsWith('\n') ? text : text + "\n", Fields = fields };

    public static Translated Held(Hold hold) => new() { Faults = [$"held, {hold.Code}: {hold.Text}"] };

    public static Translated Failed(IReadOnlyList<object> faults) => new() { Faults = faults };

    /// <param name="losses">What was lost or supplied before.</param>
    public Translated After(IReadOnlyList<Loss> losses) => this with { Losses = [.. losses, .. Losses] };

    /// <summary>The text on standard output; all else on standard error. The exit code.</summary>
    public int Tell()
    {
        foreach (var loss in Losses) System.Console.Error.WriteLine(loss);
        if (Text is null) return ExitCodes.Fail(Faults);
        using var output = System.Console.OpenStandardOutput();
        output.Write(Encoding.UTF8.GetBytes(Text));
        if (Fields is not null) System.Console.Error.Write(ExplainedTable.Of(Fields));
        return ExitCodes.Done;
    }

    /// <summary>The same, and what differs from what other mappings make of the document.</summary>
    public int Tell(Translated otherwise)
    {
        var code = Tell();
        var lines = TextComparison.Unified(otherwise.ToString(), ToString(), "by the gateway's own mappings", "by these");
        System.Console.Error.WriteLine(lines.Length == 0 ? "The gateway's own mappings translate it alike." : lines);
        return code;
    }

    /// <summary>All of it as one text, to be compared: documents are written in one line, and told apart element by element.</summary>
    public override string ToString() => string.Concat([Readable(Text), .. Faults.Concat(Losses).Select(line => $"{line}\n")]);

    private static string Readable(string? text) => text?[0] switch
    {
        null => "",
        '<' => $"{XDocument.Parse(text)}\n",
        _ => $"{JsonNode.Parse(text)!.ToJsonString(CanonicalJson.Readable)}\n",
    };
}
