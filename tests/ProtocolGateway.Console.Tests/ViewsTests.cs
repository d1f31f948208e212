using AutoMapper;
using Microsoft.Extensions.Logging.Abstractions;

namespace ProtocolGateway.Console.Tests;

internal sealed class ViewsTests
{
    [Test]
    public void Every_member_of_a_view_is_filled_from_its_row()
    {
        var views = new MapperConfiguration(mapper => mapper.AddProfile<Views>(), NullLoggerFactory.Instance);
        Assert.DoesNotThrow(views.AssertConfigurationIsValid);
    }
}
