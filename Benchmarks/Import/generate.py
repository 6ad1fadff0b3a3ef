#!/usr/bin/env python3
"""Writes a listing as `aws ec2 describe-instances --output json` prints it, of a wanted size; always the same bytes.

usage: generate.py MEBIBYTES FILE [--compact]

The fields and their order are those of version 2 of the client (API reference of EC2, DescribeInstances); the
values are invented. Printed with four spaces of indentation, as the client does, unless --compact is given.
"""
import json
import sys


class Draws:
    """A linear congruential generator (Knuth, MMIX), so that the file does not depend on the version of Python."""

    def __init__(self, seed):
        self.state = seed

    def below(self, count):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) & (2**64 - 1)
        return (self.state >> 33) % count


def hexadecimal(draws, digits):
    return "".join("0123456789abcdef"[draws.below(16)] for _ in range(digits))


REGIONS = ["us-east-1", "us-west-2", "eu-west-1", "eu-central-1", "ap-southeast-2"]
TYPES = ["t3.medium", "m5.large", "c5.xlarge", "r5.2xlarge", "m6g.large"]
TEAMS = ["payments", "search", "identity", "data-platform", "größe", "web"]


def instance(draws):
    region = REGIONS[draws.below(len(REGIONS))]
    zone = region + "abc"[draws.below(3)]
    network = f"eni-0{hexadecimal(draws, 16)}"
    address = f"10.{draws.below(256)}.{draws.below(256)}.{draws.below(256)}"
    group = {"GroupId": f"sg-0{hexadecimal(draws, 16)}", "GroupName": "application"}
    volumes = [f"vol-0{hexadecimal(draws, 16)}" for _ in range(1 + draws.below(3))]
    kind = draws.below(len(TYPES))
    tags = [
        {"Key": "Name", "Value": f"{TEAMS[draws.below(6)]}-{draws.below(1000)}"},
        {"Key": "team", "Value": TEAMS[draws.below(6)]},
        {"Key": "environment", "Value": ["production", "staging"][draws.below(2)]},
        {"Key": "ScanDaily", "Value": "true"},
    ]
    private = f"ip-{address.replace('.', '-')}.ec2.internal"
    return {
        "Architecture": "arm64" if kind == 4 else "x86_64",
        "BlockDeviceMappings": [
            {
                "DeviceName": "/dev/xvda" if number == 0 else f"/dev/sd{'fghij'[number - 1]}",
                "Ebs": {
                    "AttachTime": "2026-03-04T05:06:07+00:00",
                    "DeleteOnTermination": True,
                    "Status": "attached",
                    "VolumeId": volume,
                },
            }
            for number, volume in enumerate(volumes)
        ],
        "ClientToken": f"{hexadecimal(draws, 8)}-{hexadecimal(draws, 4)}-{hexadecimal(draws, 12)}",
        "EbsOptimized": True,
        "EnaSupport": True,
        "Hypervisor": "xen",
        "IamInstanceProfile": {
            "Arn": f"arn:aws:iam::111122223333:instance-profile/{TEAMS[draws.below(6)]}",
            "Id": f"AIPA{hexadecimal(draws, 16).upper()}",
        },
        "NetworkInterfaces": [
            {
                "Attachment": {
                    "AttachTime": "2026-03-04T05:06:06+00:00",
                    "AttachmentId": f"eni-attach-0{hexadecimal(draws, 16)}",
                    "DeleteOnTermination": True,
                    "DeviceIndex": 0,
                    "Status": "attached",
                    "NetworkCardIndex": 0,
                },
                "Description": "",
                "Groups": [group],
                "Ipv6Addresses": [],
                "MacAddress": ":".join(hexadecimal(draws, 2) for _ in range(6)),
                "NetworkInterfaceId": network,
                "OwnerId": "111122223333",
                "PrivateDnsName": private,
                "PrivateIpAddress": address,
                "PrivateIpAddresses": [{"Primary": True, "PrivateDnsName": private, "PrivateIpAddress": address}],
                "SourceDestCheck": True,
                "Status": "in-use",
                "SubnetId": f"subnet-0{hexadecimal(draws, 16)}",
                "VpcId": f"vpc-0{hexadecimal(draws, 16)}",
                "InterfaceType": "interface",
            }
        ],
        "RootDeviceName": "/dev/xvda",
        "RootDeviceType": "ebs",
        "SecurityGroups": [group],
        "SourceDestCheck": True,
        "Tags": tags,
        "VirtualizationType": "hvm",
        "CpuOptions": {"CoreCount": 1, "ThreadsPerCore": 2},
        "CapacityReservationSpecification": {"CapacityReservationPreference": "open"},
        "HibernationOptions": {"Configured": False},
        "MetadataOptions": {
            "State": "applied",
            "HttpTokens": "required",
            "HttpPutResponseHopLimit": 2,
            "HttpEndpoint": "enabled",
            "HttpProtocolIpv6": "disabled",
            "InstanceMetadataTags": "disabled",
        },
        "EnclaveOptions": {"Enabled": False},
        "BootMode": "uefi-preferred",
        "PlatformDetails": "Windows" if draws.below(8) == 0 else "Linux/UNIX",
        "UsageOperation": "RunInstances",
        "UsageOperationUpdateTime": "2026-03-04T05:06:06+00:00",
        "PrivateDnsNameOptions": {
            "HostnameType": "ip-name",
            "EnableResourceNameDnsARecord": False,
            "EnableResourceNameDnsAAAARecord": False,
        },
        "MaintenanceOptions": {"AutoRecovery": "default", "RebootMigration": "default"},
        "CurrentInstanceBootMode": "legacy-bios",
        "InstanceId": f"i-0{hexadecimal(draws, 16)}",
        "ImageId": f"ami-0{hexadecimal(draws, 3)}56789abcdef01",
        "State": {"Code": 16, "Name": ["running", "running", "running", "stopped", "terminated"][draws.below(5)]},
        "PrivateDnsName": private,
        "PublicDnsName": "",
        "StateTransitionReason": "",
        "AmiLaunchIndex": 0,
        "ProductCodes": [],
        "InstanceType": TYPES[kind],
        "LaunchTime": "2026-03-04T05:06:06+00:00",
        "Placement": {"GroupName": "", "Tenancy": "default", "AvailabilityZone": zone},
        "Monitoring": {"State": "disabled"},
        "SubnetId": f"subnet-0{hexadecimal(draws, 16)}",
        "VpcId": f"vpc-0{hexadecimal(draws, 16)}",
        "PrivateIpAddress": address,
    }


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--compact"]
    if len(arguments) != 2:
        sys.exit(__doc__)
    wanted = int(arguments[0]) << 20
    is_compact = "--compact" in sys.argv
    draws = Draws(2026)
    with open(arguments[1], "w", encoding="utf-8") as file:
        written = file.write('{"Reservations":[' if is_compact else '{\n    "Reservations": [\n')
        is_first = True
        while written < wanted:
            reservation = {
                "ReservationId": f"r-0{hexadecimal(draws, 16)}",
                "OwnerId": f"{111122220000 + draws.below(500)}",
                "Groups": [],
                "Instances": [instance(draws) for _ in range(1 + draws.below(2))],
            }
            if is_compact:
                text = json.dumps(reservation, ensure_ascii=False, separators=(",", ":"))
                written += file.write(text if is_first else "," + text)
            else:
                text = json.dumps(reservation, ensure_ascii=False, indent=4).replace("\n", "\n        ")
                written += file.write(("" if is_first else ",\n") + "        " + text)
            is_first = False
        file.write("]}" if is_compact else "\n    ]\n}\n")


main()
