using System.Globalization;
using CsCheck;
using ProtocolGateway.Documents;

namespace ProtocolGateway.Tests.Documents;

/// <summary>The short ways say what the platform's long ways say.</summary>
internal sealed class DecimalsTests
{
    private static string Formatted(decimal value)
    {
        Span<char> text = stackalloc char[Decimals.Longest];
        return text[..Decimals.Format(value, text)].ToString();
    }

    [Test]
    public void Every_number_is_written_as_the_platform_writes_it() =>
        Gen.Decimal.Sample(value => Formatted(value) == value.ToString("0.#############################", CultureInfo.InvariantCulture), iter: 20_000);

    [TestCase("18250.000", "18250")]
    [TestCase("-0.50", "-0.5")]
    [TestCase("-0.0", "0")]
    [TestCase("79228162514264337593543950335", "79228162514264337593543950335")]
    [TestCase("-7.9228162514264337593543950335", "-7.9228162514264337593543950335")]
    [TestCase("7.0000000000000000000000000000", "7")]
    public void No_needless_zeros(string value, string text) => Assert.That(Formatted(decimal.Parse(value, CultureInfo.InvariantCulture)), Is.EqualTo(text));

    [Test]
    public void What_is_read_the_short_way_is_read_so_the_long_way_to_the_last_zero() =>
        Gen.Char["0123456789.-+eE ,"].Array[0, 20].Sample(characters =>
        {
            if (Decimals.ParseShort(characters) is not { } number) return true;
            return decimal.TryParse(characters, NumberStyles.Float, CultureInfo.InvariantCulture, out var platform)
                && platform.ToString(CultureInfo.InvariantCulture) == number.ToString(CultureInfo.InvariantCulture);
        }, iter: 50_000);

    [TestCase("1.50")]
    [TestCase("0")]
    [TestCase("007")]
    [TestCase("123456789012345678")]
    public void Short_numbers_are_read_the_short_way(string text) =>
        Assert.That(Decimals.ParseShort(text)?.ToString(CultureInfo.InvariantCulture), Is.EqualTo(decimal.Parse(text, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)));
}
