using System.Net.Sockets;
using System.Text;

namespace ProtocolGateway.Emip.Tests.Inbound;

/// <summary>What is malformed or hostile gets the documented answer, is journaled, and changes nothing.</summary>
internal sealed class BadInputTests : EndpointTest
{
    [TestCase("bad_01_wrong_namespace", 400, "Sender", "eMIP_ToIOP_GetServiceAuthorisationRequest belongs to the namespace https://api-iop.gireve.com/schemas/AuthorisationV1/, not to 'https://api-iop.gireve.com/schemas/AuthorisationV2/'")]
    [TestCase("bad_02_missing_mandatory_element", 400, "Sender", "userId: missing (it says token.uid)")]
    [TestCase("bad_04_unknown_operation", 400, "Sender", "eMIP_ToIOP_DeleteEverythingRequest in the namespace 'https://api-iop.gireve.com/schemas/AuthorisationV1/' is no operation that is offered")]
    [TestCase("bad_05_soap11_envelope", 400, "VersionMismatch", "the envelope must be SOAP 1.2, in the namespace http://www.w3.org/2003/05/soap-envelope")]
    [TestCase("bad_06_dtd_entity_bomb", 400, "Sender", "a document type declaration is not allowed")]
    [TestCase("bad_07_huge_text", 413, "Sender", "longer than 1048576 bytes")]
    [TestCase("bad_08_wrong_encoding", 400, "Sender", "not well-formed XML: line 15, position 35")]
    [TestCase("bad_09_duplicate_element", 400, "Sender", "partnerId: 'FR*107' is not known here")]
    [TestCase("bad_10_empty_body", 400, "Sender", "the Body is empty")]
    [TestCase("bad_11_truncated", 400, "Sender", "not well-formed XML: line 14, position 29")]
    [TestCase("bad_12_two_operations_in_body", 400, "Sender", "the Body holds more than one element: eMIP_ToIOP_GetServiceAuthorisationRequest and eMIP_ToIOP_SetSessionActionRequestRequest")]
    [TestCase("bad_13_external_entity", 400, "Sender", "a document type declaration is not allowed")]
    [TestCase("bad_14_mustunderstand_header", 400, "MustUnderstand", "the header Unknown in the namespace 'urn:example:unknown' is not understood")]
    [TestCase("bad_15_deep_nesting", 400, "Sender", "elements nested deeper than 32")]
    public async Task A_bad_sample_gets_its_documented_answer(string sample, int status, string code, string reason)
    {
        var answer = await Endpoint.PostAsync(Samples.Bytes(sample));
        Assert.That(answer.Status, Is.EqualTo(status));
        Assert.That(Soap.Fault(answer.Text), Is.EqualTo((code, reason)));
        Assert.That(Endpoint.Gateway.Facts, Is.Empty);
        Assert.That(Endpoint.Gateway.Refusals.Single().Answer, Is.EqualTo(answer.Text));
    }

    [Test]
    public void Every_bad_sample_has_its_case()
    {
        var cases = typeof(BadInputTests).GetMethod(nameof(A_bad_sample_gets_its_documented_answer))!
            .GetCustomAttributes(typeof(TestCaseAttribute), false).Select(a => (string)((TestCaseAttribute)a).Arguments[0]!);
        Assert.That(Samples.Names("bad_").Except(cases), Is.EqualTo(new[] { "bad_03_bad_date" }), "its case is in RefusedRecordTests");
    }

    [TestCase("", "the request is empty")]
    [TestCase("{\"country_code\":\"FR\"}", "not well-formed XML: line 1, position 1")]
    [TestCase("<html><body>hello</body></html>", "html is no SOAP envelope")]
    [TestCase("<e:Envelope xmlns:e='http://www.w3.org/2003/05/soap-envelope'/>", "the envelope has no Body")]
    [TestCase("<e:Envelope xmlns:e='http://www.w3.org/2003/05/soap-envelope'><e:Body>  </e:Body></e:Envelope>", "the Body is empty")]
    [TestCase("<e:Envelope xmlns:e='http://www.w3.org/2003/05/soap-envelope'><?run this?><e:Body><a/></e:Body></e:Envelope>", "a processing instruction is not allowed in a SOAP message")]
    [TestCase("<m:eMIP_ToIOP_HeartBeatRequest xmlns:m='https://api-iop.gireve.com/schemas/PlatformV1/'/>", "eMIP_ToIOP_HeartBeatRequest is no SOAP envelope")]
    [TestCase("<e:Envelope xmlns:e='http://www.w3.org/2003/05/soap-envelope'><e:Body><m:eMIP_ToIOP_GetAuthenticationDataRequest xmlns:m='urn:m'/></e:Body></e:Envelope>", "eMIP_ToIOP_GetAuthenticationDataRequest: the messages of this service are not public; it is not offered")]
    [TestCase("<e:Envelope xmlns:e='http://www.w3.org/2003/05/soap-envelope'><e:Body><eMIP_ToIOP_HeartBeatRequest/></e:Body></e:Envelope>", "eMIP_ToIOP_HeartBeatRequest belongs to the namespace https://api-iop.gireve.com/schemas/PlatformV1/, not to ''")]
    public async Task What_is_no_request_is_told_why(string body, string reason)
    {
        var answer = await Endpoint.PostAsync(body);
        Assert.That(answer.Status, Is.EqualTo(400));
        Assert.That(Soap.Fault(answer.Text), Is.EqualTo(("Sender", reason)));
    }

    [Test]
    public async Task What_follows_the_envelope_makes_it_malformed()
    {
        var answer = await Endpoint.PostAsync(Samples.Text("ToIOP_HeartBeat_request") + "<more/>");
        Assert.That(answer.Status, Is.EqualTo(400));
        Assert.That(Endpoint.Gateway.Signs, Is.Empty);
    }

    [Test]
    public async Task A_body_of_10_MB_is_refused_before_it_is_read()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Endpoint.Client.BaseAddress!.Host, Endpoint.Client.BaseAddress.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes("POST /api/emip HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: 10485760\r\n\r\n"));
        using var reader = new StreamReader(stream);
        Assert.That(await reader.ReadLineAsync(), Is.EqualTo("HTTP/1.1 413 Payload Too Large"));
    }

    [Test]
    public async Task A_body_without_a_length_is_read_no_further_than_allowed()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/emip");
        var endless = new EndlessContent();
        request.Content = endless;
        request.Headers.TransferEncodingChunked = true;
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "text/xml");
        try
        {
            using var response = await Endpoint.Client.SendAsync(request);
            Assert.That((int)response.StatusCode, Is.EqualTo(413));
        }
        catch (HttpRequestException) when (endless.Written > 0)
        {
            // The connection may end before the client has read the answer.
        }
        Assert.That(Endpoint.Gateway.Refusals.Single().Refusal.ToString(), Is.EqualTo("longer than 1048576 bytes"));
    }

    [Test]
    public async Task A_refusal_is_journaled_with_the_bytes_as_they_came()
    {
        await Endpoint.PostAsync(Samples.Bytes("bad_04_unknown_operation"), headers: [("Authorization", "Basic c2VjcmV0"), ("X-Trace", "7")]);
        var heard = Endpoint.Gateway.Refusals.Single().Heard;
        Assert.That(heard.Body.ToArray(), Is.EqualTo(Samples.Bytes("bad_04_unknown_operation")));
        Assert.That(heard.Headers, Does.StartWith("POST /api/emip HTTP/1.1\n").And.Contain("Authorization: ***").And.Contain("X-Trace: 7"));
        Assert.That(heard.ReceivedAt, Is.EqualTo(FixedClock.Now));
    }

    /// <summary>Sends 8 kB after 8 kB until somebody stops it.</summary>
    private sealed class EndlessContent : HttpContent
    {
        public long Written { get; private set; }

        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            var blanks = Encoding.ASCII.GetBytes(new string(' ', 8192));
            while (Written < 64 << 20)
            {
                await stream.WriteAsync(blanks);
                Written += blanks.Length;
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
