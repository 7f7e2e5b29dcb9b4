"""Small inspection reports of our own, one for each layout, and the few lines it takes to make a PDF of them."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

SCHOOL = "Chloë Street Primary School"
URN = 999001

Pages = Sequence[Sequence[str]]


def document(objects: Sequence[bytes], root: int = 1) -> bytes:
    """A PDF of these objects, which are numbered from 1."""
    out = bytearray(b"%PDF-1.5\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, root, start)
    return bytes(out)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A compressed stream object."""
    packed = zlib.compress(data, 9)
    return b"<< /Length %d /Filter /FlateDecode %b >>\nstream\n%b\nendstream" % (len(packed), entries, packed)


def page_with(contents: bytes, resources: bytes = b"<< /Font << /F1 3 0 R >> >>") -> list[bytes]:
    """The objects of a document with one page, which draws these contents; the font is object 3."""
    return [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources %b >>" % resources,
        stream(contents),
    ]


def pdf(pages: Pages) -> bytes:
    """A PDF with a line of text for each string."""
    count = len(pages)
    kids = b" ".join(b"%d 0 R" % (4 + 2 * place) for place in range(count))
    objects = page_with(b"")[:3]
    objects[1] = b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, count)
    for place, lines in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * place)
        )
        objects.append(stream(drawn(lines)))
    return document(objects)


def drawn(lines: Sequence[str]) -> bytes:
    """The contents of a page that shows these lines, one under another."""
    shown = (line.encode("cp1252").translate(None, b"()\\") or b" " for line in lines)
    return b"BT /F1 9 Tf 40 800 Td " + b"".join(b"(%b) Tj 0 -12 Td " % line for line in shown) + b"ET"


def scanned() -> bytes:
    """Two pages, each a picture."""
    objects = page_with(b"q 500 0 0 700 40 40 cm /Im1 Do Q", b"<< /XObject << /Im1 6 0 R >> >>")
    objects[1] = b"<< /Type /Pages /Kids [4 0 R 4 0 R] /Count 2 >>"
    picture = b"/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8"
    return document([*objects, stream(bytes(range(64)), picture)])


CIF: Pages = (
    (
        "School report",
        SCHOOL,
        "1 Chloë Street, Anytown, Anyshire AB1 2CD",
        "",
        "Inspection dates 30 June–1 July 2016",
        "Overall effectiveness Requires improvement",
        "Effectiveness of leadership and",
        "management Requires improvement",
        "Quality of teaching, learning and assessment Requires improvement",
        "Personal development, behaviour and welfare",
        "Good",
        "Outcomes for pupils Requires improvement",
        "Early years provision Good",
        "16 to 19 study programmes Not applicable",
        "Overall effectiveness at previous inspection Good",
        "",
        "Summary of key findings for parents and pupils",
        "This is a school that requires improvement",
        "• Teaching varies too much from class to class.",
        "The school has the following strengths",
        "• Pupils behave well and are well-",
        "mannered.",
        "• Children in the early years make a good start.",
    ),
    (
        "Inspection report: Chloë Street Primary School, 30 June–1 July 2016",
        "Page 2 of 3",
        "Full report",
        "What does the school need to do to improve",
        "further?",
        "• Improve the quality of teaching by:",
        "– making sure that teachers use what they know of pupils to plan work – above all for the most",
        "able – that is hard enough",
        "– giving pupils time to act on what teachers tell them about their work.",
        "• Raise standards in writing so that pupils of every age – from Reception to Year 6",
        "– write often, at length and in more than",
    ),
    (
        "Inspection report: Chloë Street Primary School, 30 June–1 July 2016",
        "Page 3 of 3",
        "one subject.",
        "",
        "An external review of governance should be undertaken.",
        "",
        "Inspection judgements",
        "Effectiveness of leadership and management Requires improvement",
        "• Leaders know the school well.",
        "Safeguarding",
        "• The arrangements for safeguarding are effective.",
        "School details",
        "Unique reference number 999001",
        "Local authority Anyshire",
        "Inspection number 10020001",
        "Date of previous inspection 18–19 September 2012",
    ),
)

BEFORE_2015: Pages = (
    (
        SCHOOL,
        "1 Chloë Street, Anytown, AB1 2CD",
        "Inspection dates 5–6 March 2014",
        "Overall effectiveness",
        "Previous inspection: Satisfactory 3",
        "This inspection: Good 2",
        "Achievement of pupils Good 2",
        "Quality of teaching Good 2",
        "Behaviour and safety of pupils Outstanding 1",
        "Leadership and management Good 2",
        "Summary of key findings for parents and pupils",
        "This is a good school.",
    ),
    (
        "Full report",
        "What does the school need to do to improve further?",
        "• Raise achievement in mathematics by giving pupils more problems to solve.",
        "Inspection judgements",
        "School details",
        "Unique reference number 999001",
        "Inspection number 430001",
        "This inspection was carried out by Ofsted under section 5 of the Education Act 2005.",
    ),
)

SHORT: Pages = (
    (
        "Ofsted",
        "2 February 2017",
        "Mrs A Name",
        "Headteacher",
        SCHOOL,
        "Dear Mrs Name",
        "",
        "Short inspection of Chloë Street Primary School",
        "",
        "Following my visit to the school on 12 January 2017, I write on behalf of Her Majesty’s Chief Inspector of",
        "Education, Children’s Services and Skills to report the inspection findings. The visit was the first short",
        "inspection carried out since the school was judged to be good in March 2013.",
        "",
        "This school continues to be good.",
        "",
        "The leadership team has maintained the good quality of education in the school since the last inspection.",
        "",
        "Safeguarding is effective.",
        "",
        "The leadership team has ensured that all safeguarding arrangements are fit for purpose.",
    ),
    (
        "Next steps for the school",
        "",
        "Leaders and those responsible for governance should ensure that:",
        "",
        "• pupils’ attendance improves, so that few of them miss",
        "school often",
        "• the most able pupils are challenged in every subject.",
        "",
        "I am copying this letter to the chair of the governing body and the director of children’s services.",
        "",
        "Yours sincerely",
    ),
)

EIF: Pages = (
    (
        "Inspection of Chloë Street Primary School",
        "1 Chloë Street, Anytown, Anyshire AB1 2CD",
        "Inspection dates: 14 and 15 June 2022",
        "Overall effectiveness Good",
        "The quality of education Good",
        "Behaviour and attitudes Outstanding",
        "Personal development Good",
        "Leadership and management Good",
        "Early years provision Good",
        "Sixth-form provision Not applicable",
        "Previous inspection grade Requires improvement",
    ),
    (
        "What is it like to attend this school?",
        "Pupils are proud of their school.",
        "Safeguarding",
        "The arrangements for safeguarding are effective.",
        "What does the school need to do to improve?",
        "(Information for the school and appropriate",
        "authority)",
        "n In some subjects, leaders have not decided which knowledge pupils need. Pupils do not build on what they",
        "know. Leaders should set out the knowledge that pupils need, in the order in which they need it.",
        "n Some staff do not teach phonics as they were trained to. Leaders should check that all of them do.",
        "Inspection report: Chloë Street Primary School",
        "14 and 15 June 2022 2",
    ),
    (
        "How can I feed back my views?",
        "You can use Ofsted Parent View to give Ofsted your opinion.",
        "School details",
        "Unique reference number 999001",
        "Local authority Anyshire",
        "Inspection number 10200001",
        "Inspection report: Chloë Street Primary School",
        "14 and 15 June 2022 3",
    ),
    (
        "The Office for Standards in Education, Children's Services and Skills (Ofsted) regulates and inspects.",
        "© Crown copyright 2022",
        "Inspection report: Chloë Street Primary School",
        "14 and 15 June 2022 4",
    ),
)

EIF_2024: Pages = (
    (
        *EIF[0][:2],
        "Inspection dates: 3 and 4 December 2024",
        *EIF[0][4:9],
        "Ofsted no longer gives an overall effectiveness grade.",
    ),
    *EIF[1:3],
)

UNGRADED: Pages = (
    (
        "Inspection of a good school: Chloë Street Primary School",
        "1 Chloë Street, Anytown, Anyshire AB1 2CD",
        "Inspection date: 7 February 2023",
        "Outcome",
        "Chloë Street Primary School continues to be a good school.",
        "What is it like to attend this school?",
        "Pupils enjoy school.",
        "Safeguarding",
        "The arrangements for safeguarding are effective.",
    ),
    (
        "What does the school need to do to improve?",
        "(Information for the school and appropriate authority)",
        "• The curriculum in a few subjects is new. Leaders should check how well pupils learn it.",
        "Background",
        "When we have judged a school to be good, we normally go into the school about once every four years.",
        "School details",
        "Unique reference number 999001",
        "Inspection number 10250001",
    ),
)

MAINTAINED: Pages = (
    (
        "Chloë Street Primary School",
        "Inspection dates: 21 and 22 January 2025",
        "Outcome",
        "Chloë Street Primary School has taken effective action to maintain the standards identified at the",
        "previous inspection.",
        "This was an ungraded inspection by Ofsted.",
        "The arrangements for safeguarding are effective.",
    ),
    UNGRADED[1],
)

MONITORING: Pages = (
    (
        "Ofsted",
        "20 November 2018",
        "Special measures monitoring inspection of Chloë Street Primary School",
        "",
        "Following my visit with Another Inspector, Ofsted Inspector, to your school on 16 and 17 October 2018, I",
        "write on behalf of Her Majesty’s Chief Inspector to confirm the inspection findings.",
        "",
        "Having considered all the evidence I am of the opinion that at this time:",
        "",
        "Leaders and managers are taking effective action towards the removal of special measures.",
        "",
        "I am copying this letter to the chair of the governing body.",
    ),
)

VISIT: Pages = (
    (
        "Ofsted",
        "Visit to Chloë Street Primary School",
        "",
        "Following my visit to Chloë Street Primary School on 13 October 2020, I write on behalf of Her Majesty’s",
        "Chief Inspector of Education, Children’s Services and Skills to confirm the visit findings.",
        "",
        "This visit was not an inspection and no graded judgements were made. It was one of the visits of autumn 2020.",
        "",
        "Yours sincerely",
    ),
)

REPORT_CARD: Pages = (
    (
        "Report card",
        "School name: Chloë Street Primary School",
        "URN: 999001",
        "Inspection dates: Tuesday 6 and Wednesday 7 January 2026",
        "Published: 17 February 2026",
        "Ofsted inspection number: 10400001",
        "Our grades explained",
        "Urgent improvement",
        "Needs attention",
        "Expected standard",
        "Strong standard",
        "Exceptional",
        "",
        "Grades for this school",
        "Safeguarding standards met",
        "Inclusion Expected standard",
        "Curriculum and teaching: Needs attention",
        "Achievement",
        "Needs attention",
        "Attendance and behaviour",
        "Strong standard",
        "Personal development and wellbeing – Exceptional",
        "Leadership and governance Expected standard",
        "Early years Expected standard",
        "Sixth form Not applicable",
    ),
    (
        "What is working well",
        "• Pupils come to school every day and behave with care for others.",
        "Next steps",
        "• Leaders should make sure that pupils get the help they need to write with accuracy.",
        "• Leaders should check that what pupils learn in each subject is remembered.",
        "About this inspection",
        "Inspectors met leaders, staff and pupils.",
    ),
)

INDEPENDENT: Pages = (
    (
        "Ofsted",
        "Additional inspection of Chloë Street Primary School",
        "Unique reference number: 999001",
        "Inspection date: 9 May 2023",
        "Outcome",
        "The school does not meet all of the independent school standards that were checked during this inspection.",
        "The school should make sure of it.",
    ),
)

SAMPLES: dict[str, Pages] = {
    "2015 to 2019": CIF,
    "before 2015": BEFORE_2015,
    "short inspection": SHORT,
    "2019 to 2025": EIF,
    "since September 2024": EIF_2024,
    "ungraded": UNGRADED,
    "maintained": MAINTAINED,
    "monitoring": MONITORING,
    "visit": VISIT,
    "report card": REPORT_CARD,
    "independent": INDEPENDENT,
}
