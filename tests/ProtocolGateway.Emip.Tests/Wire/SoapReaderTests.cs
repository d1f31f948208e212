using System.Text;
using CsCheck;
using ProtocolGateway.Emip.Wire;

namespace ProtocolGateway.Emip.Tests.Wire;

internal sealed class SoapReaderTests
{
    private static readonly byte[] Sample = Samples.Bytes("ToIOP_SetChargeDetailRecord_request");

    [Test]
    public void Whatever_is_done_to_a_message_it_is_read_or_explained() =>
        Gen.Select(Gen.Int[0, Sample.Length - 1], Gen.Byte, Gen.Int[0, 40], Gen.Byte.Array[0, 12]).Sample((at, value, removed, inserted) =>
        {
            byte[] bytes = [.. Sample[..at], value, .. inserted, .. Sample[Math.Min(Sample.Length, at + removed)..]];
            var body = SoapReader.Read(bytes, out var fault);
            return body is null ? fault!.Text.Length > 0 && !fault.Text.Contains("System.", StringComparison.Ordinal) : fault is null;
        }, iter: 20_000);

    [Test]
    public void Whatever_is_cut_off_is_missed() =>
        Assert.That(Enumerable.Range(0, Samples.Text("ToIOP_HeartBeat_request").TrimEnd().Length).Where(n => SoapReader.Read(Samples.Bytes("ToIOP_HeartBeat_request").AsMemory(0, n), out _) is not null), Is.Empty);

    [TestCase("utf-8", true)]
    [TestCase("utf-8", false)]
    [TestCase("utf-16", true)]
    public void Both_encodings_of_XML_are_read(string name, bool mark)
    {
        var encoding = name == "utf-8" ? (Encoding)new UTF8Encoding(mark) : new UnicodeEncoding(false, mark);
        var text = Samples.Text("ToIOP_HeartBeat_request").Replace("UTF-8", name, StringComparison.Ordinal);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];
        Assert.That(SoapReader.Read(bytes, out var fault)?.Name, Is.EqualTo("eMIP_ToIOP_HeartBeatRequest"), fault?.Text);
    }

    [Test]
    public void Reading_leaves_the_bytes_as_they_came()
    {
        var bytes = Sample.ToArray();
        SoapReader.Read(bytes, out _);
        Assert.That(bytes, Is.EqualTo(Sample));
    }
}
