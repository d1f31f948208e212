namespace ProtocolGateway.Acceptance;

internal sealed class A_mapping_that_is_missing_makes_senders_wait : TwoWayJourney
{
    private static readonly string[] Missing = ["emip/charge-detail-record.yaml", "ocpi-2.2.1/charge-detail-record.yaml"];

    private readonly string mappings = System.IO.Directory.CreateTempSubdirectory("mappings-").FullName;

    protected override GatewaySettings Settings()
    {
        Repository.CopyMappings(mappings);
        foreach (var file in Missing) File.Delete(Path.Combine(mappings, file));
        var settings = base.Settings();
        settings.Gateway["Mappings"] = mappings;
        return settings;
    }

    protected override Task AfterAsync()
    {
        System.IO.Directory.Delete(mappings, recursive: true);
        return base.AfterAsync();
    }

    [Test]
    public async Task And_nothing_is_acknowledged_or_lost()
    {
        var emip = new EmipRecord { ServiceSessionId = NewId() };
        var ocpi = OcpiRecord.ChargeDetailRecord(NewId());

        var (emipAnswer, ocpiAnswer) = (await Emip.SendAsync(emip), await Ocpi.PostAsync(ocpi));

        Assert.Multiple(() =>
        {
            Assert.That(emipAnswer.HttpStatus, Is.EqualTo(503), emipAnswer.ToString());
            Assert.That((ocpiAnswer.HttpStatus, ocpiAnswer.StatusCode), Is.EqualTo((503, 3000)), ocpiAnswer.ToString());
        });
        await Gateway.UntilWrittenAsync("no mapping emip/charge-detail-record is in force");
        await Gateway.UntilWrittenAsync("no mapping ocpi-2.2.1/charge-detail-record is in force");

        await Gateway.StopAsync();
        Repository.CopyMappings(mappings);
        await Gateway.StartAgainAsync();
        Assert.That((await Emip.SendAsync(emip)).RequestStatus, Is.EqualTo("1"));
        Assert.That((await Ocpi.PostAsync(ocpi)).StatusCode, Is.EqualTo(1000));
        await Gateway.Operators.UntilAsync(emip.ServiceSessionId, "Delivered");
        await Gateway.Operators.UntilAsync(ocpi["id"]!.ToString(), "Delivered");
    }
}
