using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;

namespace ProtocolGateway.Benchmarks.Yardstick;

/// <summary>
/// An eMIP SetChargeDetailRecord envelope to an OCPI 2.2.1 CDR, written by hand for this one pair: what the mapped way is
/// measured against. It says what the product says (translation.md section 4), checks only what it converts, reports no losses.
/// </summary>
internal static class EmipToOcpi
{
    private static readonly XmlReaderSettings Reading = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        IgnoreComments = true,
        IgnoreWhitespace = true,
        IgnoreProcessingInstructions = true,
        XmlResolver = null,
    };

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ArrayBufferWriter<byte> Translate(byte[] envelope, DateTimeOffset at) => Write(Read(envelope), at);

    public static HandCdr Read(byte[] envelope)
    {
        var cdr = new HandCdr();
        using var xml = XmlReader.Create(new MemoryStream(envelope, writable: false), Reading);
        var name = "";
        string meter = "", value = "";
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element) name = xml.LocalName;
            else if (xml.NodeType == XmlNodeType.Text)
            {
                switch (name)
                {
                    case "meterTypeId": meter = xml.Value.Trim(); break;
                    case "meterValue": value = xml.Value; break;
                    case "meterUnit": Measure(ref cdr, meter, value, xml.Value.Trim()); break;
                    default: Take(ref cdr, name, xml); break;
                }
            }
        }
        return cdr;
    }

    private static void Take(ref HandCdr cdr, string name, XmlReader xml)
    {
        switch (name)
        {
            case "transactionId": cdr.Transaction = xml.Value.Trim(); break;
            case "serviceSessionId": cdr.SessionId = xml.Value.Trim(); break;
            case "execPartnerOperatorId": (cdr.CpoCountry, cdr.CpoId) = Party(xml.Value); break;
            case "salePartnerOperatorId": (cdr.EmspCountry, cdr.EmspId) = Party(xml.Value); break;
            case "EVSEId": cdr.EvseId = xml.Value.Trim(); break;
            case "userContractIdAlias": cdr.Contract = xml.Value.Trim(); break;
            case "userIdType": cdr.UserType = xml.Value.Trim() == "RFID-UID" ? "RFID" : "OTHER"; break;
            case "userId": cdr.User = xml.Value.Trim(); break;
            case "startTime": cdr.Start = Instant(xml.Value); break;
            case "endTime": cdr.End = Instant(xml.Value); break;
        }
    }

    private static void Measure(ref HandCdr cdr, string meter, string value, string unit)
    {
        if (meter == "2")
        {
            var energy = decimal.Parse(value, NumberStyles.Number, CultureInfo.InvariantCulture);
            cdr.Kwh = unit == "Wh" ? energy / 1000 : energy;
        }
        else if (meter == "3")
        {
            cdr.Cost = decimal.Parse(value, NumberStyles.Number, CultureInfo.InvariantCulture);
            cdr.Currency = unit;
        }
    }

    private static (string Country, string Id) Party(string text)
    {
        var trimmed = text.AsSpan().Trim();
        return (trimmed[..2].ToString(), trimmed[(trimmed.Length == 6 ? 3 : 2)..].ToString());
    }

    private static DateTime Instant(string text) =>
        DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    public static ArrayBufferWriter<byte> Write(in HandCdr cdr, DateTimeOffset at)
    {
        var place = HandPlace.Table[cdr.EvseId];
        var output = new ArrayBufferWriter<byte>(2048);
        using var json = new Utf8JsonWriter(output, Writing);
        var hours = decimal.Round((decimal)(cdr.End - cdr.Start).Ticks / TimeSpan.TicksPerHour, 4, MidpointRounding.AwayFromZero);
        json.WriteStartObject();
        json.WriteString("country_code"u8, cdr.CpoCountry);
        json.WriteString("party_id"u8, cdr.CpoId);
        json.WriteString("id"u8, cdr.SessionId);
        Instant(json, "start_date_time"u8, cdr.Start);
        Instant(json, "end_date_time"u8, cdr.End);
        json.WriteString("session_id"u8, cdr.SessionId);
        json.WriteStartObject("cdr_token"u8);
        json.WriteString("country_code"u8, cdr.EmspCountry);
        json.WriteString("party_id"u8, cdr.EmspId);
        json.WriteString("uid"u8, cdr.User);
        json.WriteString("type"u8, cdr.UserType);
        json.WriteString("contract_id"u8, cdr.Contract);
        json.WriteEndObject();
        json.WriteString("auth_method"u8, "WHITELIST"u8);
        Place(json, place);
        json.WriteString("currency"u8, cdr.Currency);
        Period(json, cdr, hours);
        json.WriteStartObject("total_cost"u8);
        json.WriteNumber("excl_vat"u8, cdr.Cost);
        json.WriteEndObject();
        json.WriteNumber("total_energy"u8, cdr.Kwh);
        json.WriteNumber("total_time"u8, hours);
        Instant(json, "last_updated"u8, at.UtcDateTime);
        json.WriteEndObject();
        json.Flush();
        return output;
    }

    private static void Place(Utf8JsonWriter json, HandPlace place)
    {
        json.WriteStartObject("cdr_location"u8);
        json.WriteString("id"u8, place.Id);
        json.WriteString("name"u8, place.Name);
        json.WriteString("address"u8, place.Address);
        json.WriteString("city"u8, place.City);
        json.WriteString("postal_code"u8, place.PostalCode);
        json.WriteString("country"u8, place.Country);
        json.WriteStartObject("coordinates"u8);
        json.WriteString("latitude"u8, place.Latitude);
        json.WriteString("longitude"u8, place.Longitude);
        json.WriteEndObject();
        json.WriteString("evse_uid"u8, place.EvseUid);
        json.WriteString("evse_id"u8, place.EvseId);
        json.WriteString("connector_id"u8, place.ConnectorId);
        json.WriteString("connector_standard"u8, place.Standard);
        json.WriteString("connector_format"u8, place.Format);
        json.WriteString("connector_power_type"u8, place.PowerType);
        json.WriteEndObject();
    }

    private static void Period(Utf8JsonWriter json, in HandCdr cdr, decimal hours)
    {
        json.WriteStartArray("charging_periods"u8);
        json.WriteStartObject();
        Instant(json, "start_date_time"u8, cdr.Start);
        json.WriteStartArray("dimensions"u8);
        Dimension(json, "ENERGY"u8, cdr.Kwh);
        Dimension(json, "TIME"u8, hours);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Dimension(Utf8JsonWriter json, ReadOnlySpan<byte> type, decimal volume)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, type);
        json.WriteNumber("volume"u8, volume);
        json.WriteEndObject();
    }

    private static void Instant(Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTime instant)
    {
        Span<byte> text = stackalloc byte[20];
        instant.TryFormat(text, out var written, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        json.WriteString(name, text[..written]);
    }
}
