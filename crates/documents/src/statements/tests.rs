use super::*;

const CAMT: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr><Stmt><Id>1</Id>
<Ntry><Amt Ccy="EUR">119.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-03-05</Dt></BookgDt><AcctSvcrRef>B1</AcctSvcrRef>
 <NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><RltdPties><Dbtr><Pty><Nm>Moor &amp; S&#246;hne</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>DE02120300000000202051</IBAN></Id></DbtrAcct></RltdPties>
 <RmtInf><Ustrd>Rechnung R-2026-007</Ustrd><Ustrd>Danke</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="EUR">30.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><DtTm>2026-03-06T10:00:00</DtTm></BookgDt><AcctSvcrRef>B2</AcctSvcrRef>
 <NtryDtls><TxDtls><Amt Ccy="EUR">10.00</Amt><RltdPties><Dbtr><Nm>Ada</Nm></Dbtr></RltdPties></TxDtls><TxDtls><AmtDtls><TxAmt><Amt Ccy="EUR">20.00</Amt></TxAmt></AmtDtls><RltdPties><Dbtr><Nm>Bo</Nm></Dbtr></RltdPties></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="EUR">5.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-03-07</Dt></BookgDt><AddtlNtryInf>Fee</AddtlNtryInf></Ntry>
<Ntry><Amt Ccy="EUR">7.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>PDNG</Sts><BookgDt><Dt>2026-03-07</Dt></BookgDt></Ntry>
</Stmt></BkToCstmrStmt></Document>"#;

fn short(entries: &[Entry]) -> Vec<(String, String, &str, &str)> {
    entries.iter().map(|one| (one.booked_on.to_string(), one.amount.to_string(), one.name.as_str(), one.text.as_str())).collect()
}

#[test]
fn camt_is_read_with_batches_and_without_what_is_pending() {
    let entries = read(CAMT.as_bytes()).unwrap();
    assert_eq!(
        short(&entries),
        [
            ("2026-03-05".into(), "119".into(), "Moor & Söhne", "Rechnung R-2026-007 Danke"),
            ("2026-03-06".into(), "10".into(), "Ada", ""),
            ("2026-03-06".into(), "20".into(), "Bo", ""),
            ("2026-03-07".into(), "-5".into(), "", "Fee"),
        ]
    );
    assert_eq!((entries[0].iban.as_deref(), entries[0].reference.as_str()), (Some("DE02120300000000202051"), "B1"));
    assert_eq!(entries[0].currency.map(|currency| currency.to_string()).as_deref(), Some("EUR"));
}

#[test]
fn what_is_broken_is_refused_with_its_place() {
    let unknown = read(b"<Document><Other/></Document>");
    assert_eq!(unknown, Err(Unreadable::Unknown));
    assert_eq!(read(&CAMT.as_bytes()[..CAMT.len() - 20]), Err(Unreadable::Xml));
    let bad = CAMT.replace("30.00", "thirty");
    assert_eq!(read(bad.as_bytes()), Err(Unreadable::Entry { what: "amount", place: 2 }));
    let bomb = format!("<!DOCTYPE a [<!ENTITY b \"bbbbbbbb\">]>{}", CAMT.split_once("?>").unwrap().1.replace("Danke", "&b;"));
    assert_eq!(read(bomb.as_bytes()), Err(Unreadable::Xml));
    assert_eq!(read("<a>".repeat(100).as_bytes()), Err(Unreadable::Xml));
    assert_eq!(read(b"one,two\n1,2\n"), Err(Unreadable::Unknown));
    assert_eq!(read(b""), Err(Unreadable::Unknown));
}

#[test]
fn files_of_banks_are_read_with_their_prefaces_and_encodings() {
    let german = b"\"Konto\";\"DE12\"\n\nBuchungstag;Wertstellung;Beg\xfcnstigter/Zahlungspflichtiger;Verwendungszweck;Betrag;W\xe4hrung\n\
        05.03.26;06.03.26;\"Moor; S\xf6hne\";Rechnung \"\"R-7\"\";1.190,00;EUR\n06.03.26;06.03.26;Bank;Entgelt;-4,90;EUR\n";
    let entries = read(german).unwrap();
    assert_eq!(short(&entries)[0], ("2026-03-05".into(), "1190".into(), "Moor; Söhne", "Rechnung \"\"R-7\"\""));
    assert_eq!(entries[1].amount.to_string(), "-4.9");
    let english = "Date,Name,Description,Amount,Currency\r\n2026-03-05,Ada,\"Invoice 7, \"\"thanks\"\"\",119.00,EUR\r\n";
    let entries = read(english.as_bytes()).unwrap();
    assert_eq!(short(&entries), [("2026-03-05".into(), "119".into(), "Ada", "Invoice 7, \"thanks\"")]);
    let bad = english.replace("2026-03-05", "soon");
    assert_eq!(read(bad.as_bytes()), Err(Unreadable::Entry { what: "day", place: 1 }));
}
