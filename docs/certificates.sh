#!/bin/sh
# Makes an authority for the processes of one hub, once, and a certificate for each that is named:
#   sh docs/certificates.sh secrets gateway reviews health=health.hub.example police=10.0.0.7
# What follows "=" is the host it is reached at; without it, its name. DAYS says for how long (365).
# To renew a certificate, or to make it for another host, delete its two files and run this again.
set -eu
if [ $# -lt 2 ]; then
  echo "Usage: sh $0 FOLDER PROCESS[=HOST] ..., such as: sh $0 secrets gateway health=health.hub.example" >&2
  exit 2
fi
umask 077
folder=$1
shift
mkdir -p "$folder/tls" "$folder/private/tls"
authority="$folder/tls/authority.pem"
authority_key="$folder/private/tls/authority.key"
new_key="-newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc"
if [ ! -e "$authority" ]; then
  # shellcheck disable=SC2086
  openssl req -x509 $new_key -keyout "$authority_key" -out "$authority" -days 3650 -subj "/CN=Hub authority" \
    -addext "basicConstraints=critical,CA:TRUE,pathlen:0" -addext "keyUsage=critical,keyCertSign,cRLSign" 2>/dev/null
  echo "made $authority"
else
  echo "kept $authority"
fi
for process in "$@"; do
  name=${process%%=*}
  host=${process#*=}
  case $host in *[!0-9.]*) kind=DNS label=DNS ;; *) kind=IP label="IP Address" ;; esac
  certificate="$folder/tls/$name.pem"
  if [ -e "$certificate" ]; then
    echo "kept $certificate"
    names=$(openssl x509 -in "$certificate" -noout -ext subjectAltName | sed -e 's/, */,/g' -e 's/^ *//')
    case ",$names," in
      *",$label:$host,"*) ;;
      *) echo "But $certificate is not for the host \"$host\": delete it and $folder/private/tls/$name.key, and run this again." >&2 ;;
    esac
    continue
  fi
  # shellcheck disable=SC2086
  openssl req $new_key -keyout "$folder/private/tls/$name.key" -subj "/CN=$name" 2>/dev/null |
    openssl x509 -req -CA "$authority" -CAkey "$authority_key" -days "${DAYS:-365}" -out "$certificate" \
      -extfile /dev/fd/3 2>/dev/null 3<<EXTENSIONS
subjectAltName=URI:hub:$name,$kind:$host
extendedKeyUsage=serverAuth,clientAuth
keyUsage=critical,digitalSignature
basicConstraints=critical,CA:FALSE
EXTENSIONS
  echo "made $certificate for $host"
done
