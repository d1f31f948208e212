using System.Xml;
using System.Xml.Schema;

namespace ProtocolGateway.Documents.Schemas;

/// <summary>Reads named complex types as documents: sequences of elements, occurrences, lengths, enumerations.</summary>
internal static class XsdSchemaReader
{
    public static Dictionary<string, ElementSchema> Read(IReadOnlyList<string> files)
    {
        var set = new XmlSchemaSet { XmlResolver = null };
        foreach (var file in files)
        {
            using var reader = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            set.Add(null, reader);
        }
        set.Compile();
        var documents = new Dictionary<string, ElementSchema>(StringComparer.Ordinal);
        foreach (XmlSchemaType type in set.GlobalTypes.Values)
            if (type is XmlSchemaComplexType complex && complex.QualifiedName.Namespace != XmlSchema.Namespace)
                documents[complex.Name!] = Element(complex.Name!, complex, mandatory: true, many: false);
        return documents;
    }

    private static ElementSchema Element(string name, XmlSchemaType type, bool mandatory, bool many)
    {
        if (type is XmlSchemaComplexType { ContentTypeParticle: XmlSchemaGroupBase particle })
        {
            var children = new List<ElementSchema>();
            Collect(particle, children, optional: false);
            return new ElementSchema
            {
                Name = name,
                TypeName = type.Name ?? "",
                Shape = ElementShape.Object,
                Many = many,
                Mandatory = mandatory,
                Children = children,
            };
        }

        var (codes, length) = Facets(type as XmlSchemaSimpleType);
        return new ElementSchema
        {
            Name = name,
            TypeName = type.Name ?? "",
            Shape = Shape(type.TypeCode),
            Many = many,
            Mandatory = mandatory,
            Codes = codes,
            MaxLength = length,
        };
    }

    private static void Collect(XmlSchemaGroupBase group, List<ElementSchema> children, bool optional)
    {
        optional |= group.MinOccurs == 0 || group is XmlSchemaChoice;
        foreach (var item in group.Items)
        {
            if (item is XmlSchemaGroupBase inner) Collect(inner, children, optional);
            else if (item is XmlSchemaElement element)
                children.Add(Element(element.QualifiedName.Name, element.ElementSchemaType!, element.MinOccurs > 0 && !optional, element.MaxOccurs > 1));
        }
    }

    private static (IReadOnlyList<string>? Codes, int? Length) Facets(XmlSchemaSimpleType? type)
    {
        List<string>? codes = null;
        int? length = null;
        for (var current = type; current?.Content is XmlSchemaSimpleTypeRestriction restriction; current = current.BaseXmlSchemaType as XmlSchemaSimpleType)
            foreach (var facet in restriction.Facets)
            {
                if (facet is XmlSchemaEnumerationFacet code) (codes ??= []).Add(code.Value!);
                if (facet is XmlSchemaMaxLengthFacet max) length ??= int.Parse(max.Value!, System.Globalization.CultureInfo.InvariantCulture);
            }
        return (codes, length);
    }

    private static ElementShape Shape(XmlTypeCode code) => code switch
    {
        XmlTypeCode.Boolean => ElementShape.Boolean,
        XmlTypeCode.Decimal or XmlTypeCode.Double or XmlTypeCode.Float => ElementShape.Number,
        XmlTypeCode.Integer or XmlTypeCode.Int or XmlTypeCode.Long or XmlTypeCode.NonNegativeInteger or XmlTypeCode.PositiveInteger
            or XmlTypeCode.UnsignedInt or XmlTypeCode.UnsignedLong or XmlTypeCode.Short => ElementShape.Whole,
        _ => ElementShape.Text,
    };
}
