using System.Text;
using System.Xml;
using ProtocolGateway.Documents;
using ProtocolGateway.Mapping.Files;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ProtocolGateway.Mapping.Cases;

/// <summary>Reads the trees of a case file: written in it, as YAML or as the text of a document, or in a file beside it.</summary>
internal sealed class CaseYaml(string path, YamlText yaml, List<MappingFault> faults)
{
    /// <summary>A tree, whose names may still be paths; null with a fault for what is none.</summary>
    public CaseNode? Tree(YamlNode node) => node switch
    {
        YamlScalarNode { Value: { Length: > 0 } text } => OfText(text.Trim(), yaml.At(node)),
        YamlScalarNode => new CaseNode(CaseKind.Object, yaml.At(node)),
        _ => Plain(node),
    };

    /// <summary>A list of records of ours.</summary>
    public CaseNode? List(YamlNode node)
    {
        var tree = node is YamlScalarNode { Value: { Length: > 0 } text } ? OfText(text.Trim(), yaml.At(node)) : Plain(node);
        if (tree is null) return null;
        var list = new CaseNode(CaseKind.List, tree.At);
        foreach (var item in tree.Kind == CaseKind.List ? tree.Items : [tree])
            list.Add(item.Kind == CaseKind.Object ? CasePath.Spread(item, CasePath.Ours) : item);
        return list;
    }

    /// <summary>As it is written.</summary>
    public CaseNode Plain(YamlNode node)
    {
        switch (node)
        {
            case YamlMappingNode map:
                var tree = new CaseNode(CaseKind.Object, yaml.At(node));
                foreach (var (key, value) in map.Children)
                    if (yaml.Scalar(key) is { } name) tree.Add(name.Text, Plain(value));
                return tree;
            case YamlSequenceNode sequence:
                var list = new CaseNode(CaseKind.List, yaml.At(node));
                foreach (var item in sequence.Children) list.Add(Plain(item));
                return list;
            case YamlScalarNode { Style: ScalarStyle.Plain } word:
                return new CaseNode(word.Value is null or "" or "~" ? CaseKind.Nothing : CaseKind.Plain, yaml.At(node), word.Value?.Trim() ?? "");
            default:
                return new CaseNode(CaseKind.Text, yaml.At(node), ((YamlScalarNode)node).Value ?? "");
        }
    }

    private CaseNode? OfText(string text, Position at)
    {
        if (text[0] is '<' or '{' or '[') return OfDocument(text, at);
        var file = Path.Combine(Path.GetDirectoryName(path)!, text);
        if (!File.Exists(file))
        {
            faults.Add(new MappingFault(at, $"there is no file '{text}' beside the case", "write the document itself, or the name of a file of XML or JSON in the folder of the cases"));
            return null;
        }
        return OfDocument(File.ReadAllText(file).Trim(), at);
    }

    private CaseNode? OfDocument(string text, Position at)
    {
        var why = "";
        try
        {
            if (!text.StartsWith('<'))
            {
                if (Document.FromJson(Encoding.UTF8.GetBytes(text), out var fault) is { } json) return TheirSide.Tree(json, at);
                why = fault!.Text;
            }
            else
            {
                using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
                reader.MoveToContent();
                return TheirSide.Tree(Document.FromXml(reader), at);
            }
        }
        catch (XmlException e)
        {
            why = e.Message;
        }
        faults.Add(new MappingFault(at, $"the document can't be read: {why}", "write well-formed XML or JSON"));
        return null;
    }
}
