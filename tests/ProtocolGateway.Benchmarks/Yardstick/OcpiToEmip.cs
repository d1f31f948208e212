using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml;

namespace ProtocolGateway.Benchmarks.Yardstick;

/// <summary>An OCPI 2.2.1 CDR to an eMIP FromIOP SetChargeDetailRecord envelope, written by hand for this one pair.</summary>
internal static class OcpiToEmip
{
    public const string Soap = "http://www.w3.org/2003/05/soap-envelope";
    public const string Authorisation = "https://api-iop.gireve.com/schemas/AuthorisationV1/";
    public const string Transaction = "GTW-T-0190f7c2-5a51-7c3e-8d07-2b6f0c1d9e4a";
    public const string Gateway = "FR*GTW";

    /// <summary>The namespace of the ids that we make (translation.md section 3).</summary>
    private static readonly byte[] Ids = new Guid("5b0f6c1e-6f0a-4d0e-9d0c-2c8e0b7a4f31").ToByteArray(bigEndian: true);

    public static readonly XmlWriterSettings Writing = new() { Encoding = new UTF8Encoding(false) };

    public static MemoryStream Translate(byte[] record) => Write(Read(record));

    public static HandCdr Read(byte[] record)
    {
        var cdr = new HandCdr();
        var json = new Utf8JsonReader(record);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (Is(ref json, "country_code"u8)) cdr.CpoCountry = json.GetString()!;
            else if (Is(ref json, "party_id"u8)) cdr.CpoId = json.GetString()!;
            else if (Is(ref json, "session_id"u8)) cdr.SessionId = json.GetString()!;
            else if (Is(ref json, "start_date_time"u8)) cdr.Start = json.GetDateTimeOffset().UtcDateTime;
            else if (Is(ref json, "end_date_time"u8)) cdr.End = json.GetDateTimeOffset().UtcDateTime;
            else if (Is(ref json, "authorization_reference"u8)) cdr.EmspSessionId = json.GetString()!;
            else if (Is(ref json, "currency"u8)) cdr.Currency = json.GetString()!;
            else if (Is(ref json, "total_energy"u8)) cdr.Kwh = json.GetDecimal();
            else if (Is(ref json, "total_time"u8)) cdr.Hours = json.GetDecimal();
            else if (Is(ref json, "cdr_token"u8)) Token(ref cdr, ref json);
            else if (Is(ref json, "cdr_location"u8)) Place(ref cdr, ref json);
            else if (Is(ref json, "total_cost"u8)) Cost(ref cdr, ref json);
            else json.Skip();
        }
        return cdr;
    }

    private static bool Is(ref Utf8JsonReader json, ReadOnlySpan<byte> name) =>
        json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals(name) && json.Read();

    private static void Token(ref HandCdr cdr, ref Utf8JsonReader json)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (Is(ref json, "country_code"u8)) cdr.EmspCountry = json.GetString()!;
            else if (Is(ref json, "party_id"u8)) cdr.EmspId = json.GetString()!;
            else if (Is(ref json, "uid"u8)) cdr.User = json.GetString()!;
            else if (Is(ref json, "type"u8)) cdr.UserType = json.ValueTextEquals("RFID"u8) ? "RFID-UID" : "EMP-SPEC";
            else if (Is(ref json, "contract_id"u8)) cdr.Contract = json.GetString()!;
            else json.Skip();
        }
    }

    private static void Place(ref HandCdr cdr, ref Utf8JsonReader json)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (Is(ref json, "evse_id"u8)) cdr.EvseId = json.GetString()!;
            else json.Skip();
        }
    }

    private static void Cost(ref HandCdr cdr, ref Utf8JsonReader json)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (Is(ref json, "excl_vat"u8)) cdr.Cost = json.GetDecimal();
            else json.Skip();
        }
    }

    private static MemoryStream Write(in HandCdr cdr)
    {
        var output = new MemoryStream(2560);
        using var xml = XmlWriter.Create(output, Writing);
        var emsp = $"{cdr.EmspCountry}*{cdr.EmspId}";
        var cpo = $"{cdr.CpoCountry}*{cdr.CpoId}";
        xml.WriteStartElement("soap", "Envelope", Soap);
        xml.WriteStartElement("Body", Soap);
        xml.WriteStartElement("m", "eMIP_FromIOP_SetChargeDetailRecordRequest", Authorisation);
        xml.WriteElementString("transactionId", Transaction);
        xml.WriteElementString("partnerIdType", "eMI3");
        xml.WriteElementString("partnerId", Gateway);
        xml.WriteElementString("operatorIdType", "eMI3");
        xml.WriteElementString("operatorId", cpo);
        xml.WriteElementString("targetOperatorIdType", "eMI3");
        xml.WriteElementString("targetOperatorId", emsp);
        xml.WriteStartElement("chargeDetailRecord");
        xml.WriteElementString("CDRNature", "1");
        xml.WriteElementString("serviceSessionId", ServiceSessionId(cdr.CpoCountry + cdr.CpoId, cdr.SessionId));
        xml.WriteElementString("execPartnerSessionId", cdr.SessionId);
        xml.WriteElementString("execPartnerOperatorIdType", "eMI3");
        xml.WriteElementString("execPartnerOperatorId", cpo);
        xml.WriteElementString("salePartnerSessionId", cdr.EmspSessionId);
        xml.WriteElementString("salePartnerOperatorIdType", "eMI3");
        xml.WriteElementString("salePartnerOperatorId", emsp);
        xml.WriteElementString("requestedServiceId", "1");
        xml.WriteElementString("EVSEIdType", "eMI3");
        xml.WriteElementString("EVSEId", cdr.EvseId);
        xml.WriteElementString("userContractIdAlias", cdr.Contract);
        xml.WriteElementString("userIdType", cdr.UserType);
        xml.WriteElementString("userId", cdr.User);
        xml.WriteElementString("startTime", Instant(cdr.Start));
        xml.WriteElementString("endTime", Instant(cdr.End));
        xml.WriteStartElement("meterReportList");
        Meter(xml, "1", cdr.Hours * 60, "min");
        Meter(xml, "2", cdr.Kwh * 1000, "Wh");
        Meter(xml, "3", cdr.Cost, cdr.Currency);
        xml.WriteEndDocument();
        xml.Flush();
        return output;
    }

    private static void Meter(XmlWriter xml, string type, decimal value, string unit)
    {
        xml.WriteStartElement("meterReport");
        xml.WriteElementString("meterTypeId", type);
        xml.WriteElementString("meterValue", value.ToString("0.######", CultureInfo.InvariantCulture));
        xml.WriteElementString("meterUnit", unit);
        xml.WriteEndElement();
    }

    private static string Instant(DateTime instant) => instant.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A name-based UUID, version 5, of <c>owner|session</c>.</summary>
    private static string ServiceSessionId(string owner, string session)
    {
        Span<byte> named = stackalloc byte[192];
        Ids.CopyTo(named);
        var length = 16 + Encoding.UTF8.GetBytes($"{owner}|{session}", named[16..]);
        Span<byte> hash = stackalloc byte[20];
#pragma warning disable CA5350 // The name-based UUID is defined by SHA-1; nothing is secured by it.
        SHA1.HashData(named[..length], hash);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true).ToString();
    }
}
