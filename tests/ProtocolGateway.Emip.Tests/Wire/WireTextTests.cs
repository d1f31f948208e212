using ProtocolGateway.Emip.Wire;

namespace ProtocolGateway.Emip.Tests.Wire;

internal sealed class WireTextTests
{
    [TestCase("1", 1L)]
    [TestCase(" 3: Operation started", 3L)]
    [TestCase("1: Ok!", 1L)]
    [TestCase("-9999990", -9999990L)]
    [TestCase("10701.", 10701L)]
    [TestCase("", null)]
    [TestCase("-", null)]
    [TestCase("Start", null)]
    [TestCase("99999999999999999999", null)]
    public void A_number_is_its_leading_digits(string text, long? number) =>
        Assert.That(WireText.LeadingNumber(text), Is.EqualTo(number));
}
