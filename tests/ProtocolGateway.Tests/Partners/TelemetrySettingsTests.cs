using ProtocolGateway.Partners;

namespace ProtocolGateway.Tests.Partners;

public sealed class TelemetrySettingsTests
{
    private SettingsUnderTest settings = null!;

    [SetUp]
    public void SetUp() => settings = new SettingsUnderTest();

    [TearDown]
    public void TearDown() => settings.Dispose();

    [Test]
    public void Nothing_is_exported_unless_it_is_set()
    {
        var read = settings.ReadGood().Telemetry;
        Assert.That((read.Otlp, read.ShareTraces, read.Sample), Is.EqualTo(((Uri?)null, false, 1d)));
    }

    [Test]
    public void What_is_set_is_read()
    {
        var read = settings.ReadGood(Telemetry(""" "Otlp": "https://collector.example:4317", "Protocol": "grpc", "Headers": "Authorization=Bearer abc,x=y", "Sample": 0.25, "ShareTraces": true """)).Telemetry;
        Assert.That(
            (read.Otlp, read.Protocol, read.Headers, read.Sample, read.ShareTraces),
            Is.EqualTo((new Uri("https://collector.example:4317"), OtlpProtocol.Grpc, "Authorization=Bearer abc,x=y", 0.25, true)));
    }

    [TestCase(""" "Otlp": "collector:4317" """, "Gateway:Telemetry:Otlp: 'collector:4317' is no http or https address; expected such as \"https://host.example/path\"")]
    [TestCase(""" "Otlp": "http://127.0.0.1:4318", "Protocol": "json" """, "Gateway:Telemetry:Protocol: 'json' was found; expected http/protobuf or grpc")]
    [TestCase(""" "Otlp": "http://127.0.0.1:4318", "Sample": "1.5" """, "Gateway:Telemetry:Sample: '1.5' was found; expected the part of exchanges that is traced, from 0 to 1, such as 0.1")]
    [TestCase(""" "Otlp": "http://127.0.0.1:4318", "Headers": "Bearer abc" """, "Gateway:Telemetry:Headers: is no list of headers; expected such as \"Authorization=Bearer abc\", several with commas between them")]
    [TestCase(""" "Otlp": "http://far.example:4318", "Headers": "a=b" """, "Gateway:Telemetry:Otlp: 'http://far.example:4318/' would get the Headers in the clear; expected https, or \"AllowInsecure\": true below Gateway")]
    [TestCase(""" "Sample": 0.5 """, "Gateway:Telemetry:Sample: means nothing without Otlp; expected the collector's address there, such as \"http://127.0.0.1:4318\"")]
    [TestCase(""" "Otlpp": "http://127.0.0.1:4318" """, "Gateway:Telemetry:Otlpp: no such setting; did you mean Otlp?")]
    public void What_is_wrong_is_told_with_what_is_expected(string setting, string fault) =>
        Assert.That(settings.Faults(Telemetry(setting)), Is.EqualTo(new[] { fault }));

    private static string Telemetry(string setting) => $$"""{ "Gateway": { "Telemetry": { {{setting}} } } }""";
}
