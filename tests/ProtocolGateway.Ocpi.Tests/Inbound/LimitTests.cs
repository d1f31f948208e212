using System.Globalization;
using ProtocolGateway.Ocpi.Tests.StandIns;

namespace ProtocolGateway.Ocpi.Tests.Inbound;

/// <summary>A sender that calls more often than its settings allow.</summary>
public sealed class LimitTests
{
    private OcpiUnderTest ocpi = null!;

    [SetUp]
    public async Task Start()
    {
        ocpi = await OcpiUnderTest.StartAsync(limits: new() { Inbound = new(null, 2) });
        for (var i = 0; i < 2; i++) Assert.That((await ocpi.GetAsync("/ocpi/versions")).Http, Is.EqualTo(200));
    }

    [TearDown]
    public async Task Stop() => await ocpi.DisposeAsync();

    [TestCase("/ocpi/versions")]
    [TestCase("/ocpi/2.2.1")]
    [TestCase("/ocpi/2.2.1/nothing")]
    public async Task Is_told_in_OCPI_how_long_to_wait(string path)
    {
        var heard = ocpi.Gateway.SignsOfLife.Count;
        var answer = await ocpi.GetAsync(path);

        var wait = int.Parse(answer.Headers["Retry-After"], CultureInfo.InvariantCulture);
        Assert.That((answer.Http, answer.Code, answer.Message), Is.EqualTo((429, 2000, $"too many requests; wait {wait} s")));
        Assert.That(wait, Is.InRange(1, 30));
        Assert.That(ocpi.Gateway.SignsOfLife, Has.Count.EqualTo(heard));
    }

    [Test]
    public async Task May_post_its_cdrs_and_read_them_again()
    {
        for (var i = 0; i < 9; i++)
        {
            Assert.That((await ocpi.PostCdrAsync(Cdrs.Whole)).Http, Is.EqualTo(201));
            Assert.That((await ocpi.GetAsync("/ocpi/2.2.1/cdrs/FR/798/unknown")).Http, Is.EqualTo(404));
        }
    }

    [Test]
    public async Task Keeps_no_other_from_being_served() =>
        Assert.That((await ocpi.GetAsync("/ocpi/versions", OcpiUnderTest.EmspToken)).Http, Is.EqualTo(200));

    [Test]
    public async Task Is_not_who_a_stranger_is() => Assert.That((await ocpi.GetAsync("/ocpi/versions", "nobody's")).Http, Is.EqualTo(401));
}
