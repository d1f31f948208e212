using System.Xml.Linq;
using ProtocolGateway.Emip.Wire;

namespace ProtocolGateway.Emip.Tests.Wire;

internal sealed class RequestRootTests
{
    private static IEnumerable<string> Requests => Samples.Names("ToIOP_").Concat(Samples.Names("FromIOP_")).Where(n => n.EndsWith("_request", StringComparison.Ordinal));

    [TestCaseSource(nameof(Requests))]
    public void Every_sample_request_is_written_by_the_root_that_it_has(string sample)
    {
        var root = Soap.Body(Samples.Text(sample)).Name;
        var found = RequestRoot.Find(root.NamespaceName, root.LocalName)!;
        Assert.That(sample, Is.EqualTo($"{(found.FromHub ? "FromIOP" : "ToIOP")}_{found.Service}_request"));
        Assert.That(RequestRoot.For(found.Service, found.FromHub), Is.SameAs(found));
    }

    [TestCaseSource(nameof(Requests))]
    public void Every_sample_answer_has_the_answering_root(string sample)
    {
        var root = Soap.Body(Samples.Text(sample)).Name;
        var answer = Soap.Body(Samples.Text(sample.Replace("_request", "_response", StringComparison.Ordinal))).Name;
        Assert.That(XName.Get(RequestRoot.Find(root.NamespaceName, root.LocalName)!.AnswerName, root.NamespaceName), Is.EqualTo(answer));
    }

    /// <summary>emip.md 7.11.</summary>
    [TestCase("PlatformV1", "eMIP_ToIOP_HeartbeatRequest", "HeartBeat", "eMIP_ToIOP_HeartBeatResponse")]
    [TestCase("AuthorisationV1", "eMIP_ToIOP_SetSessionActionRequest", "SetSessionActionRequest", "eMIP_ToIOP_SetSessionActionRequestResponse")]
    [TestCase("AuthorisationV1", "eMIP_FromIOP_SetSessionActionRequest", "SetSessionActionRequest", "eMIP_FromIOP_SetSessionActionRequestResponse")]
    [TestCase("AuthorisationV1", "eMIP_ToIOP_SetSessionEventReportRequestRequest", "SetSessionEventReport", "eMIP_ToIOP_SetSessionEventReportResponse")]
    [TestCase("AuthorisationV1", "eMIP_FromIOP_SetSessionEventReportRequestRequest", "SetSessionEventReport", "eMIP_FromIOP_SetSessionEventReportResponse")]
    public void Another_spelling_is_found_and_never_the_one_to_write(string space, string name, string service, string answer)
    {
        var found = RequestRoot.Find($"https://api-iop.gireve.com/schemas/{space}/", name)!;
        Assert.That((found.Service, found.AnswerName), Is.EqualTo((service, answer)));
        Assert.That(RequestRoot.For(service, found.FromHub).Name, Is.Not.EqualTo(name));
    }

    [Test]
    public void The_action_names_the_service_and_not_the_root() =>
        Assert.That(RequestRoot.For("SetSessionActionRequest", fromHub: true).Action, Is.EqualTo("https://api-iop.gireve.com/services/eMIP_FromIOP_SetSessionActionRequestV1/"));

    [Test]
    public void A_message_without_a_namespace_is_written_without_one()
    {
        var root = RequestRoot.For("SearchEVSE", fromHub: false);
        var text = SoapEnvelope.Write(root.Namespace, root.AnswerName, qualified: false, members => members.Text("requestStatus", "1"));
        var body = Soap.Body(text);
        Assert.That(body.Name, Is.EqualTo((XName)"eMIP_ToIOP_SearchEVSEResponse"));
        Assert.That(body.Elements().Single().Name, Is.EqualTo((XName)"requestStatus"));
    }
}
